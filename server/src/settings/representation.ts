/** `repr()`, `str()` and `ascii()` of values without conditions inside. */
import { floatText, isBuiltinException, scalarRepr, stringRepr, text } from "./python";
import type { DictState, ErrorValue, ItemsState, Value } from "./values";

const MAX_DEPTH = 30;

/** `repr(value)`, or undefined where it is not known. */
export function repr(value: Value, depth = 0): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const scalar = scalarRepr(value);
  if (scalar !== undefined) return scalar;
  const all = (items: readonly unknown[]): string[] | undefined => {
    const out: string[] = [];
    for (const item of items) {
      const shown = repr(item as Value, depth + 1);
      if (shown === undefined) return undefined;
      out.push(shown);
    }
    return out;
  };
  switch (value.kind) {
    case "path":
      return `PosixPath(${stringRepr(value.value)})`;
    case "list": {
      const items = isPlain(value.state) ? all(value.state.items) : undefined;
      return items && `[${items.join(", ")}]`;
    }
    case "tuple": {
      const items = all(value.items);
      if (items === undefined) return undefined;
      if (value.named !== undefined) {
        const { type, fields } = value.named;
        return `${type}(${items.map((item, n) => `${fields[n]}=${item}`).join(", ")})`;
      }
      return items.length === 1 ? `(${items[0]},)` : `(${items.join(", ")})`;
    }
    case "set": {
      // The order of several items differs from run to run.
      if (!isPlain(value.state) || value.state.items.length > 1) return undefined;
      const [item] = all(value.state.items) ?? [];
      if (value.state.items.length === 0) return value.frozen ? "frozenset()" : "set()";
      return item && (value.frozen ? `frozenset({${item}})` : `{${item}}`);
    }
    case "dict": {
      if (value.subclass !== undefined) return undefined;
      const shown = dictRepr(value.state as DictState, all);
      return shown;
    }
    case "view": {
      const state = value.dict.state as DictState;
      if (!("entries" in state) || state.open !== undefined) return undefined;
      const shown = state.entries.map(([key, item]) => {
        const [k, v] = [repr(key, depth + 1), repr(item as Value, depth + 1)];
        if (k === undefined || v === undefined) return undefined;
        return value.part === "keys" ? k : value.part === "values" ? v : `(${k}, ${v})`;
      });
      return shown.includes(undefined) ? undefined : `dict_${value.part}([${shown.join(", ")}])`;
    }
    case "range":
      return value.step === 1n
        ? `range(${value.start}, ${value.stop})`
        : `range(${value.start}, ${value.stop}, ${value.step})`;
    case "slice": {
      const bounds = all(value.bounds);
      return bounds && `slice(${bounds.join(", ")})`;
    }
    case "native":
      return value.type !== undefined && /^(?:[a-z]+|NoneType)$/.test(value.type)
        ? `<class '${value.type}'>`
        : undefined;
    case "exception":
      return isBuiltinException(value.name) ? `<class '${value.name}'>` : undefined;
    case "error": {
      const args = value.args && all(value.args);
      return args && `${value.type.name}(${args.join(", ")})`;
    }
    case "data":
      return value.type.repr(value);
    default:
      return undefined;
  }
}

function isPlain(state: unknown): state is ItemsState {
  return typeof state === "object" && state !== null && "items" in state && !("open" in state && state.open);
}

function dictRepr(
  state: DictState,
  all: (items: readonly unknown[]) => string[] | undefined,
): string | undefined {
  if (!("entries" in state) || state.open !== undefined) return undefined;
  const keys = all(state.entries.map(([key]) => key));
  const values = all(state.entries.map(([, item]) => item));
  return keys && values && `{${keys.map((key, n) => `${key}: ${values[n]}`).join(", ")}}`;
}

/** `str(value)`, or undefined where it is not known. */
export function textOf(value: Value): string | undefined {
  if (value.kind === "error") return errorText(value);
  if (value.kind === "data" && value.type.str !== undefined) return value.type.str(value);
  if (value.kind === "float") return floatText(value.value);
  return text(value) ?? repr(value);
}

/** `str(error)`. */
export function errorText(value: ErrorValue): string | undefined {
  const args = value.args as readonly Value[] | undefined;
  if (args === undefined) return undefined;
  if (args.length === 0) return "";
  if (isOSError(value) && args.length >= 2) {
    const [number, message, file] = args.map((arg) => textOf(arg));
    if (number === undefined || message === undefined) return undefined;
    if (args.length === 2) return `[Errno ${number}] ${message}`;
    const shown = file === undefined ? undefined : repr(args[2]!);
    return args.length === 3 && shown !== undefined ? `[Errno ${number}] ${message}: ${shown}` : undefined;
  }
  if (args.length === 1) return value.type.name === "KeyError" ? repr(args[0]!) : textOf(args[0]!);
  return repr({ kind: "tuple", items: args });
}

const OS_ERRORS =
  /^(?:OSError|File(?:NotFound|Exists)Error|PermissionError|IsADirectoryError|NotADirectoryError)$/;

function isOSError(value: ErrorValue): boolean {
  return OS_ERRORS.test(value.type.name);
}

/** `ascii()` of what `repr()` gave. */
export function asciiOf(shown: string): string {
  let out = "";
  for (const c of shown) {
    const code = c.codePointAt(0)!;
    if (code < 0x80) out += c;
    else if (code < 0x100) out += `\\x${code.toString(16).padStart(2, "0")}`;
    else if (code < 0x10000) out += `\\u${code.toString(16).padStart(4, "0")}`;
    else out += `\\U${code.toString(16).padStart(8, "0")}`;
  }
  return out;
}
