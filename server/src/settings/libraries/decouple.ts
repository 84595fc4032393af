/** python-decouple 3.8: https://github.com/HBNetwork/python-decouple */
import { builtin } from "../builtins";
import { compare } from "../comparisons";
import { truth } from "../equality";
import { and, type Condition, type Guarded, map, not } from "../guard";
import { strip } from "../python";
import { shellWords } from "../shlex";
import {
  bool,
  type CallArguments,
  DEAD,
  derived,
  type EnvValue,
  type ItemsState,
  list,
  NONE,
  native,
  type ObjectValue,
  str,
  typeName,
  type Unbound,
  unknown,
  type Value,
} from "../values";
import { applyFunction, bind, moduleOf, readVariable } from "./common";
import { findUpwards, hasEnvFile, hasFileUpwards } from "./envFiles";

const TRUE = new Set(["y", "yes", "t", "true", "on", "1"]);
const FALSE = new Set(["n", "no", "f", "false", "off", "0"]);

/** `undefined`: no default, no cast. */
const UNDEFINED: ObjectValue = { kind: "object", name: "decouple.undefined" };

/** `strtobool(value)` */
function toBool(call: CallArguments, value: Value, pc: Condition): Guarded<Value> {
  const { interpreter: i, at } = call;
  if (value.kind === "env") {
    i.mayRaise(`bool(${value.text})`, pc, at, "ValueError");
    return derived(value, "bool", `bool(${value.text})`, at);
  }
  if (value.kind === "unknown") return unknown(value.reason, at);
  if (value.kind === "bool" || value.kind === "dead") return value;
  if (value.kind !== "str")
    return i.raise("AttributeError", `'${typeName(value)}' object has no attribute 'lower'`, pc, at);
  const lower = value.value.toLowerCase();
  if (TRUE.has(lower)) return bool(true, at);
  if (FALSE.has(lower)) return bool(false, at);
  return i.raise("ValueError", `Invalid truth value: ${lower}`, pc, at);
}

/** `cast=bool`: `str(value)`, where "" is False and rubbish raises ValueError. */
function castBool(call: CallArguments, value: Value, pc: Condition): Guarded<Value> {
  const i = call.interpreter;
  if (value.kind === "env" || value.kind === "unknown") return toBool(call, value, pc);
  const text = applyFunction(call, builtin("str")!, value, pc);
  return i.lift([text], i.surviving(pc), ([leaf], when) =>
    leaf!.kind === "str" && leaf!.value === "" ? bool(false, call.at) : toBool(call, leaf!, when),
  );
}

// ---------------------------------------------------------------- configurations

/** Where a configuration looks for what is no environment variable: a file that production has, or nothing. */
interface Repository extends ObjectValue {
  readonly hasFile: boolean;
}

function repository(hasFile: boolean, call?: CallArguments): Repository {
  return { kind: "object", name: "a repository of decouple", hasFile, at: call?.at };
}

function isRepository(value: Value): value is Repository {
  return value.kind === "object" && "hasFile" in value;
}

/** `Config.get(option, default, cast)`; `hasFile`: whether a file may hold it. */
function get(call: CallArguments, hasFile: boolean): Guarded<Value> {
  const i = call.interpreter;
  const bound = bind(call, "get", "option", "default=", "cast=");
  if (bound === undefined) return DEAD;
  const { default: otherwise = UNDEFINED, cast: how = UNDEFINED } = bound;
  const cast = (value: Guarded<Value>, pc: Condition) =>
    i.lift([how, value], i.surviving(pc), ([f, leaf], when) => {
      if (f!.kind === "dead" || leaf!.kind === "dead") return DEAD;
      if (f === UNDEFINED) return leaf!;
      if (f!.kind === "native" && f!.name === "bool") return castBool(call, leaf!, when);
      return applyFunction(call, f!, leaf!, when);
    });
  const missing = (variable: string, pc: Condition) =>
    i.lift([otherwise], pc, ([leaf], when) =>
      leaf === UNDEFINED
        ? i.raise("UndefinedValueError", `${variable} not found`, when, call.at)
        : cast(leaf!, when),
    );
  return readVariable(
    call,
    bound.option,
    "",
    (value, pc) => cast(value, pc),
    (pc, variable) => {
      if (!hasFile) return missing(variable, pc);
      const found = i.variables.fromFile(variable, call.at);
      return i.lift<Value | Unbound>([found], pc, ([leaf], when) =>
        leaf!.kind === "unbound" ? missing(variable, when) : cast(leaf as Value, when),
      );
    },
  );
}

function configuration(hasFile: (call: CallArguments) => boolean): ObjectValue {
  const call = (one: CallArguments) => get(one, hasFile(one));
  return {
    kind: "object",
    name: "config",
    call,
    attribute: (name) => (name === "get" ? native("config.get", call) : undefined),
  };
}

/** Settings files that AutoConfig looks for, in a directory and those above it. */
const FILES = ["settings.ini", ".env"];

/** An AutoConfig. `start`: where to search; without it, the directory of the calling module. */
function automatic(start: Value): ObjectValue {
  return {
    ...configuration((call) =>
      start.kind === "none"
        ? findUpwards(call, FILES) !== undefined
        : (hasFileUpwards(call.interpreter, start, FILES) ?? true),
    ),
    attribute: (name, i, pc, at) =>
      name === "get"
        ? i.raise("AttributeError", "'AutoConfig' object has no attribute 'get'", pc, at)
        : undefined,
    // `config.encoding`: how a file is read that is not read here.
    setAttribute: () => {},
  };
}

const autoConfig = native("AutoConfig", (call) => {
  const bound = bind(call, "AutoConfig", "search_path=");
  if (bound === undefined) return DEAD;
  return map<Value, Value>(bound.search_path ?? NONE, (start) =>
    start.kind === "dead" ? DEAD : automatic(start),
  );
});

const config = native("Config", (call) => {
  const bound = bind(call, "Config", "repository");
  if (bound === undefined) return DEAD;
  return map<Value, Value>(bound.repository!, (leaf) => {
    if (leaf.kind === "dead") return DEAD;
    if (leaf.kind === "unknown" || isRepository(leaf))
      return configuration(() => !isRepository(leaf) || leaf.hasFile);
    return unknown("a configuration of decouple with a repository that is not followed", call.at);
  });
});

/** A repository that opens its file at once. */
const fileRepository = (name: string) =>
  native(name, (call) => {
    const { interpreter: i, at } = call;
    const bound = bind(call, name, "source", "encoding=");
    if (bound === undefined) return DEAD;
    return i.lift([bound.source!], call.pc, ([source], pc) => {
      const present = source!.kind === "dead" ? true : hasEnvFile(i, source!);
      if (present === false && i.variables.closed)
        return i.raise("FileNotFoundError", "No such file or directory", pc, at);
      if (present !== true) i.mayRaise(`${name}()`, pc, at, "FileNotFoundError");
      return repository(true, call);
    });
  });

// ---------------------------------------------------------------- casts

const WHITESPACE = " \t\n\r\x0b\x0c";

/** `Csv(cast, delimiter, strip, post_process)`: a function from a string to a list. */
const csv = native("Csv", (options) => {
  const { interpreter: i } = options;
  const bound = bind(options, "Csv", "cast=", "delimiter=", "strip=", "post_process=");
  if (bound === undefined) return DEAD;
  const element = bound.cast ?? builtin("str")!;
  const after = bound.post_process ?? builtin("list")!;
  const separators = bound.delimiter ?? str(",");
  const stripped = bound.strip ?? str(WHITESPACE);
  return native("Csv()", (call) => {
    const one = bind(call, "Csv()", "value");
    if (one === undefined) return DEAD;
    const all = [one.value!, separators, stripped, element, after];
    return i.lift(all, call.pc, ([value, delimiter, chars, f, process], pc) => {
      const { at } = call;
      if (value!.kind === "dead") return DEAD;
      if (value!.kind === "env") return symbolList(call, value!, f!, process!, pc);
      if (value!.kind === "none")
        return i.expressions.invoke(process!, { ...call, args: [], keywords: new Map(), pc });
      if (value!.kind === "unknown") return unknown(value!.reason, at);
      if (value!.kind !== "str")
        return i.raise("AttributeError", `'${typeName(value!)}' object has no attribute 'read'`, pc, at);
      if (delimiter!.kind !== "str" || (chars!.kind !== "str" && chars!.kind !== "none"))
        return unknown("Csv() with arguments that are not known", at);
      const words = shellWords(value!.value, delimiter!.value);
      if (words === undefined) return i.raise("ValueError", "No closing quotation", pc, at);
      const items = words.map((word) => {
        const item = str(strip(word, chars!.kind === "str" ? chars!.value : undefined, "both"), at);
        return applyFunction(call, f!, item, i.surviving(pc));
      });
      return applyFunction(call, process!, list(items, at), i.surviving(pc));
    });
  });
});

/** Csv() of a variable nobody knows the content of. */
function symbolList(
  call: CallArguments,
  value: EnvValue,
  element: Value,
  process: Value,
  pc: Condition,
): Guarded<Value> {
  const i = call.interpreter;
  const isText = element.kind === "native" && element.name === "str";
  if (!isText) i.mayRaise(`Csv(${value.text})`, pc, call.at, "ValueError");
  const items = derived(value, "list", `Csv(${value.text})`, call.at);
  const isList = process.kind === "native" && (process.name === "list" || process.name === "tuple");
  return isList ? items : applyFunction(call, process, items, pc);
}

/** `Choices(flat, cast, choices)`: a function that raises ValueError for what is no choice. */
const choices = native("Choices", (options) => {
  const { interpreter: i } = options;
  const bound = bind(options, "Choices", "flat=", "cast=", "choices=");
  if (bound === undefined) return DEAD;
  const { flat = NONE, cast = builtin("str")!, choices: pairs = NONE } = bound;
  return native("Choices()", (call) => {
    const one = bind(call, "Choices()", "value");
    if (one === undefined) return DEAD;
    const { at } = call;
    const transformed = i.lift([cast, one.value!], call.pc, ([f, value], pc) =>
      applyFunction(call, f!, value!, pc),
    );
    const all = [transformed, flat, pairs];
    return i.lift(all, i.surviving(call.pc), ([value, plain, named], pc) => {
      if (value!.kind === "dead") return DEAD;
      const first = itemsOf(call, plain!, pc);
      const second = itemsOf(call, named!, pc)?.map((pair) =>
        "kind" in pair && (pair.kind === "tuple" || pair.kind === "list")
          ? i.expressions.item(pair, { kind: "int", value: 0n }, pc, at)
          : unknown("a choice", at),
      );
      if (first === undefined || second === undefined || value!.kind === "env") {
        i.mayRaise("Choices()", pc, at, "ValueError");
        return value!;
      }
      const valid = i.truth(compare(i, "in", value!, list([...first, ...second]), pc, at));
      i.raise("ValueError", "Value not in list", and(pc, not(valid)), at);
      return value!;
    });
  });
});

/** The items of a list that may be None; undefined if they are not known. */
function itemsOf(call: CallArguments, value: Value, pc: Condition): readonly Guarded<Value>[] | undefined {
  const i = call.interpreter;
  if (truth(i, value) === false) return [];
  const state = i.expressions.items(value, pc, call.at);
  return "items" in state && (state as ItemsState).open === undefined ? state.items : undefined;
}

export function decouple(): Value {
  return moduleOf("decouple", {
    config: automatic(NONE),
    AutoConfig: autoConfig,
    Config: config,
    RepositoryEnv: fileRepository("RepositoryEnv"),
    RepositoryIni: fileRepository("RepositoryIni"),
    RepositorySecret: native("RepositorySecret", (call) => {
      call.interpreter.mayRaise("RepositorySecret()", call.pc, call.at, "OSError");
      return repository(true, call);
    }),
    RepositoryEmpty: native("RepositoryEmpty", (call) => repository(false, call)),
    Csv: csv,
    Choices: choices,
    undefined: UNDEFINED,
    UndefinedValueError: { kind: "exception", name: "UndefinedValueError" },
    strtobool: native("strtobool", (call) => {
      const bound = bind(call, "strtobool", "value");
      if (bound === undefined) return DEAD;
      return call.interpreter.lift([bound.value!], call.pc, ([value], pc) => toBool(call, value!, pc));
    }),
  });
}
