/** os and os.path, the POSIX version. */
import { pureFunction } from "../../callables";
import type { Guarded } from "../../guard";
import { fileExists } from "../../projectFiles";
import { isAbsolute, posix } from "../../purePath";
import {
  bool,
  type CallArguments,
  DEAD,
  derived,
  type ItemsState,
  NONE,
  native,
  str,
  tuple,
  typeName,
  unknown,
  type Value,
} from "../../values";
import { moduleOf } from "../common";
import { environment } from "../osEnviron";

/** os.fspath() of objects that have a text; others stay as they are. */
export function fspath(value: Value): Value {
  return value.kind === "object" && value.text !== undefined ? str(value.text, value.at) : value;
}

/** A function of strings and paths that gives a string. */
function onPaths(
  name: string,
  arity: readonly [least: number, most: number],
  f: (paths: string[], call: CallArguments) => Guarded<Value>,
): Value {
  return native(`os.path.${name}`, (call) =>
    call.interpreter.lift([...call.args, ...call.keywords.values()], call.pc, (given, pc) => {
      const { interpreter: i, at } = call;
      const leaves = given.map(fspath);
      if (leaves.some((leaf) => leaf.kind === "dead")) return DEAD;
      if (leaves.length < arity[0] || leaves.length > arity[1])
        return i.raise("TypeError", `os.path.${name}() with other arguments`, pc, at);
      const env = leaves.find((leaf) => leaf.kind === "env");
      if (env?.kind === "env") {
        const shown = leaves.map((leaf) =>
          leaf.kind === "env" ? leaf.text : "value" in leaf ? JSON.stringify(String(leaf.value)) : "…",
        );
        return derived(env, "str", `os.path.${name}(${shown.join(", ")})`, at);
      }
      const lost = leaves.find((leaf) => leaf.kind === "unknown");
      if (lost?.kind === "unknown") {
        i.mayRaise(`os.path.${name}()`, pc, at, "TypeError");
        return unknown(lost.reason, at);
      }
      const other = leaves.find((leaf) => leaf.kind !== "str" && leaf.kind !== "path");
      if (other?.kind === "bytes") return unknown(`os.path.${name}() of bytes`, at);
      if (other !== undefined && "name" in other) {
        i.mayRaise(`os.path.${name}()`, pc, at, "TypeError");
        return unknown(`os.path.${name}() of ${other.name}`, at);
      }
      if (other !== undefined) {
        const message = `expected str, bytes or os.PathLike object, not ${typeName(other)}`;
        return i.raise("TypeError", message, pc, at);
      }
      return f(
        leaves.map((leaf) => (leaf as { value: string }).value),
        { ...call, pc },
      );
    }),
  );
}

const absolute = (path: string, call: CallArguments): Value =>
  isAbsolute(path)
    ? str(posix.normpath(path), call.at)
    : unknown("a path relative to the working directory", call.at);

const pair = (parts: readonly string[], at: CallArguments["at"]): Value =>
  tuple(
    parts.map((part) => str(part, at)),
    at,
  );

function relative(path: string, start: string | undefined, call: CallArguments): Value {
  const { interpreter: i, pc, at } = call;
  if (path === "") return i.fail("ValueError", "no path specified", pc, at);
  if (start === undefined || !isAbsolute(path) || !isAbsolute(start))
    return unknown("a path relative to the working directory", at);
  const names = (text: string) =>
    posix
      .normpath(text)
      .split("/")
      .filter((part) => part !== "");
  const [from, to] = [names(start), names(path)];
  const common = to.findIndex((part, n) => from[n] !== part);
  const shared = common < 0 ? Math.min(from.length, to.length) : common;
  return str([...from.slice(shared).map(() => ".."), ...to.slice(shared)].join("/") || ".", at);
}

/** The texts of a list or tuple of paths; undefined for others. */
function textsOf(value: Value): string[] | undefined {
  const items =
    value.kind === "tuple"
      ? value.items
      : value.kind === "list"
        ? (value.state as ItemsState).items
        : undefined;
  const texts = items?.map((item) =>
    "kind" in item && (item.kind === "str" || item.kind === "path") ? item.value : undefined,
  );
  return texts === undefined || texts.includes(undefined) ? undefined : (texts as string[]);
}

const commonprefix = pureFunction("os.path.commonprefix", "list", ([paths], { at }) => {
  const texts = textsOf(paths!);
  if (texts === undefined) return unknown("os.path.commonprefix()", at);
  const [first = "", ...others] = texts;
  let length = first.length;
  while (!others.every((other) => other.startsWith(first.slice(0, length)))) length--;
  return str(first.slice(0, length), at);
});

const commonpath = pureFunction("os.path.commonpath", "paths", ([paths], { at }) => {
  const texts = textsOf(paths!);
  if (texts === undefined || texts.length === 0 || !texts.every((text) => text.startsWith("/")))
    return unknown("os.path.commonpath()", at);
  const names = texts.map((text) => text.split("/").filter((part) => part !== "" && part !== "."));
  const [first = [], ...others] = names;
  let length = first.length;
  while (!others.every((other) => first.slice(0, length).every((part, n) => other[n] === part))) length--;
  return str(`/${first.slice(0, length).join("/")}`, at);
});

export const osPath = moduleOf("os.path", {
  join: onPaths("join", [1, 1000], ([first, ...rest], { at }) => str(posix.join(first ?? "", ...rest), at)),
  dirname: onPaths("dirname", [1, 1], ([path], { at }) => str(posix.dirname(path!), at)),
  basename: onPaths("basename", [1, 1], ([path], { at }) => str(posix.basename(path!), at)),
  split: onPaths("split", [1, 1], ([path], { at }) =>
    pair([posix.dirname(path!), posix.basename(path!)], at),
  ),
  splitdrive: onPaths("splitdrive", [1, 1], ([path], { at }) => pair(["", path!], at)),
  splitext: onPaths("splitext", [1, 1], ([path], { at }) => pair(posix.splitext(path!), at)),
  abspath: onPaths("abspath", [1, 1], ([path], call) => absolute(path!, call)),
  realpath: onPaths("realpath", [1, 2], ([path], call) => absolute(path!, call)),
  normpath: onPaths("normpath", [1, 1], ([path], { at }) => str(posix.normpath(path!), at)),
  normcase: onPaths("normcase", [1, 1], ([path], { at }) => str(path!, at)),
  relpath: onPaths("relpath", [1, 2], ([path, start], call) => relative(path!, start, call)),
  commonprefix,
  commonpath,
  expanduser: onPaths("expanduser", [1, 1], ([path], { at }) =>
    path!.startsWith("~") ? unknown("the home directory", at) : str(path!, at),
  ),
  expandvars: onPaths("expandvars", [1, 1], ([path], { at }) =>
    path!.includes("$") ? unknown("os.path.expandvars()", at) : str(path!, at),
  ),
  isabs: onPaths("isabs", [1, 1], ([path], { at }) => bool(isAbsolute(path!), at)),
  exists: onPaths("exists", [1, 1], ([path], call) => fileExists(call.interpreter, path!, "any", call.at)),
  lexists: onPaths("lexists", [1, 1], ([path], call) => fileExists(call.interpreter, path!, "any", call.at)),
  isfile: onPaths("isfile", [1, 1], ([path], call) => fileExists(call.interpreter, path!, "file", call.at)),
  isdir: onPaths("isdir", [1, 1], ([path], call) =>
    fileExists(call.interpreter, path!, "directory", call.at),
  ),
  pardir: str(".."),
  curdir: str("."),
  extsep: str("."),
  sep: str("/"),
  pathsep: str(":"),
  altsep: NONE,
  devnull: str("/dev/null"),
});

/** Functions that do something outside of the settings. */
const done = (name: string): readonly [string, Value] => [name, native(`os.${name}`, () => NONE)];

/** Functions whose result the file system or the process decides. */
const outside = (name: string, what: string): readonly [string, Value] => [
  name,
  native(`os.${name}`, ({ interpreter: i, pc, at }) => {
    i.mayRaise(`os.${name}()`, pc, at, "OSError");
    return unknown(what, at);
  }),
];

export const os = moduleOf("os", {
  ...environment,
  path: osPath,
  sep: str("/"),
  altsep: NONE,
  extsep: str("."),
  pathsep: str(":"),
  linesep: str("\n"),
  curdir: str("."),
  pardir: str(".."),
  devnull: str("/dev/null"),
  name: str("posix"),
  fspath: onPaths("fspath", [1, 1], ([path], { at }) => str(path!, at)),
  ...Object.fromEntries([
    done("makedirs"),
    done("mkdir"),
    done("umask"),
    outside("getcwd", "the working directory"),
    outside("cpu_count", "the number of CPUs"),
    outside("getpid", "the number of the process"),
    outside("listdir", "the files of a directory"),
    outside("uname", "the operating system"),
  ]),
});
