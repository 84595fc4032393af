/** `environ.Path`: a directory that is called for the paths below it. */
import type { Location } from "../../../syntax/text";
import { truth } from "../../equality";
import type { Guarded } from "../../guard";
import { fileExists } from "../../projectFiles";
import { isAbsolute, posix } from "../../purePath";
import { strip } from "../../python";
import {
  bool,
  type CallArguments,
  DEAD,
  derived,
  native,
  type ObjectValue,
  type Occasion,
  str,
  typeName,
  unknown,
  type Value,
} from "../../values";

/** What os.fspath() gives of a leaf, where that is known. */
function pathText(value: Value): string | undefined {
  if (value.kind === "str" || value.kind === "path") return value.value;
  return value.kind === "object" ? value.text : undefined;
}

/** `os.path.abspath(os.path.join(*parts))` of known parts goes to `f`, with a check that it exists where that is asked for. */
function absoluteJoin(
  call: CallArguments,
  parts: readonly Guarded<Value>[],
  isFile: boolean,
  f: (path: string) => Value,
): Guarded<Value> {
  const { interpreter: i, at } = call;
  return i.lift([...parts], call.pc, (leaves, pc) => {
    if (leaves.some((leaf) => leaf.kind === "dead")) return DEAD;
    const env = leaves.find((leaf) => leaf.kind === "env");
    if (env?.kind === "env") return derived(env, "object", `environ.Path(${env.text})`, at);
    const wrong = leaves.find((leaf) => pathText(leaf) === undefined);
    if (wrong !== undefined) {
      if (wrong.kind === "unknown") return unknown(wrong.reason, at);
      if (wrong.kind === "third-party" || wrong.kind === "object") return unknown(wrong.name, at);
      const message = `expected str, bytes or os.PathLike object, not ${typeName(wrong)}`;
      return i.raise("TypeError", message, pc, at);
    }
    const [start = "", ...rest] = leaves.map((leaf) => pathText(leaf)!);
    const joined = posix.join(isFile ? posix.dirname(start) : start, ...rest);
    if (!isAbsolute(joined)) return unknown("a path relative to the working directory", at);
    const path = posix.normpath(joined);
    const required = call.keywords.get("required");
    if (required === undefined) return f(path);
    return i.lift([required, fileExists(i, path, "any", at)], pc, ([wanted, exists], when) => {
      if (truth(i, wanted!) === false || (exists!.kind === "bool" && exists!.value)) return f(path);
      if (exists!.kind === "bool" && truth(i, wanted!) === true)
        return i.raise("ImproperlyConfigured", `Create required path: ${path}`, when, at);
      i.mayRaise(`the check that ${path} exists`, when, at, "ImproperlyConfigured");
      return f(path);
    });
  });
}

/** `environ.Path(start, *paths, required=, is_file=)`. */
export function newPath(call: CallArguments, parts: readonly Guarded<Value>[] = call.args): Guarded<Value> {
  const { interpreter: i, at } = call;
  const fileFlag = call.keywords.get("is_file") ?? bool(false);
  return i.lift([fileFlag], call.pc, ([flag], pc) =>
    absoluteJoin({ ...call, pc }, parts.length === 0 ? [str("")] : parts, truth(i, flag!) !== false, (path) =>
      pathObject(path, at),
    ),
  );
}

function pathObject(root: string, at: Location): ObjectValue {
  const self: ObjectValue = {
    kind: "object",
    name: "environ.Path",
    text: root,
    truthy: true,
    at,
    call: (call) => absoluteJoin(call, [self, ...call.args], false, (path) => str(path, call.at)),
    attribute: (name) => {
      if (name === "root") return str(root, at);
      if (name === "path") return native("Path.path", (call) => newPath(call, [self, ...call.args]));
      if (name === "find" || name === "rfind") return stringMethod(root, name);
      return undefined;
    },
    item: (key, { interpreter, pc, at: where }) => interpreter.expressions.item(str(root), key, pc, where),
    contains: (item, { interpreter: i, pc, at: where }) => {
      if (item.kind === "unknown" || item.kind === "env") return unknown('"in" on environ.Path', where);
      if (item.kind !== "object" || item.text === undefined)
        return i.raise("AttributeError", "'str' object has no attribute '__root__'", pc, where);
      return bool(item.text.startsWith(root.length > 1 ? posix.join(root, "") : root), where);
    },
    operator: (op, right, occasion) => operator(self, root, op, right, occasion),
  };
  return self;
}

function stringMethod(root: string, name: string): Value {
  return native(`Path.${name}`, (call) => {
    const { interpreter: i } = call;
    const method = i.expressions.attributeOf(str(root), name, call.pc, call.at) ?? DEAD;
    return i.lift([method], call.pc, ([f], pc) => i.expressions.invoke(f!, { ...call, pc }));
  });
}

function operator(
  self: ObjectValue,
  root: string,
  op: string,
  right: Value,
  occasion: Occasion,
): Guarded<Value> {
  const { interpreter: i, at, pc } = occasion;
  const join = (part: Value) => newPath({ ...occasion, args: [self, part], keywords: new Map() });
  if (right.kind === "unknown") return unknown(right.reason, at);
  if (right.kind === "env") return derived(right, "object", `environ.Path() ${op} ${right.text}`, at);
  if (op === "+") return join(right);
  if (op === "-" && (right.kind === "int" || right.kind === "bool"))
    return join(str("../".repeat(Math.max(0, Number(right.value)))));
  if (op === "-" && right.kind === "str" && root.endsWith(right.value))
    return newPath({ ...occasion, args: [str(strip(root, right.value, "right"))], keywords: new Map() });
  return i.raise("TypeError", `unsupported operand type(s) for ${op}: environ.Path`, pc, at);
}

/** True for values that newPath() made. */
export function isPath(value: Value): boolean {
  return value.kind === "object" && value.name === "environ.Path";
}

export const environPath: Value = native("environ.Path", (call) => newPath(call));
