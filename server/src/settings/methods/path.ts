/** The attributes and methods of pathlib's paths. */

import type { Location } from "../../syntax/text";
import { fileObject, missingFile } from "../files";
import type { Condition, Guarded } from "../guard";
import type { Interpreter } from "../interpreter";
import { fileExists, fileText } from "../projectFiles";
import { isAbsolute, PurePath } from "../purePath";
import { bool, bytes, type CallArguments, list, NONE, str, tuple, unknown, type Value } from "../values";
import { utf8 } from "./codecs";
import { type Method, type MethodTable, reading, wrongType } from "./methods";

type Path = Value & { kind: "path" };

const asPath = (value: string, at: Location): Value => ({ kind: "path", value, at });

const pathText = (value: Value | undefined): string | undefined =>
  value?.kind === "str" || value?.kind === "path" ? value.value : undefined;

function parents(path: string): string[] {
  const out: string[] = [];
  for (let current = path, next = PurePath.parent(path); next !== current; next = PurePath.parent(current)) {
    out.push(next);
    current = next;
  }
  return out;
}

/** The parts of a path: its root and its names. */
function parts(path: string): string[] {
  const names = path.split("/").filter((part) => part !== "" && part !== ".");
  return path.startsWith("/")
    ? [path.startsWith("//") && !path.startsWith("///") ? "//" : "/", ...names]
    : names;
}

export const PATH_ATTRIBUTES: Readonly<Record<string, (path: string, at: Location) => Value>> = {
  parent: (path, at) => asPath(PurePath.parent(path), at),
  parents: (path, at) =>
    tuple(
      parents(path).map((parent) => asPath(parent, at)),
      at,
    ),
  name: (path, at) => str(PurePath.name(path), at),
  stem: (path, at) => str(PurePath.stem(path), at),
  suffix: (path, at) => str(PurePath.suffix(path), at),
  suffixes: (path, at) => {
    const name = PurePath.name(path);
    if (name.endsWith(".")) return unknown("Path.suffixes", at);
    const found = name.replace(/^\.+/, "").split(".").slice(1);
    return list(
      found.map((suffix) => str(`.${suffix}`, at)),
      at,
    );
  },
  parts: (path, at) =>
    tuple(
      parts(path).map((part) => str(part, at)),
      at,
    ),
  root: (path, at) => str(path.startsWith("/") ? "/" : "", at),
  anchor: (path, at) => str(path.startsWith("/") ? "/" : "", at),
  drive: (_, at) => str("", at),
};

function resolved(method: "resolve" | "absolute"): Method<Path> {
  return reading("strict?", ({ value }, _, { at }) => {
    const absolute = PurePath.resolve(value);
    if (absolute === undefined) return unknown("a path relative to the working directory", at);
    return asPath(method === "resolve" ? absolute : value, at);
  });
}

const exists = (kind: "any" | "file" | "directory"): Method<Path> =>
  reading("*, follow_symlinks?", ({ value }, _, { interpreter: i, at }) => fileExists(i, value, kind, at));

function withName(path: string, name: string, call: CallArguments): Value {
  if (PurePath.name(path) === "")
    return call.interpreter.raise("ValueError", "a path with an empty name", call.pc, call.at);
  if (name === "" || name === "." || name.includes("/"))
    return call.interpreter.raise("ValueError", `Invalid name '${name}'`, call.pc, call.at);
  return asPath(PurePath.join(PurePath.parent(path), name), call.at);
}

/** `path.relative_to(*others)`; undefined where it is not below. */
function relative(path: string, args: Value): string | undefined {
  const others = (args as Value & { kind: "tuple" }).items.map((item) => pathText(item as Value) ?? "\0");
  const base = parts(others.reduce((whole, part) => PurePath.join(whole, part), "."));
  const own = parts(PurePath.normalize(path));
  if (!base.every((part, n) => own[n] === part)) return undefined;
  return own.slice(base.length).join("/") || ".";
}

function read(content: (text: string, at: Location) => Value): Method<Path> {
  return reading("encoding?, errors?, newline?", ({ value }, _, call) => {
    const found = fileText(call.interpreter, value);
    if (found === "missing") return missingFile(value, call);
    if (found !== undefined) return content(found.text, call.at);
    call.interpreter.mayRaise("reading a file", call.pc, call.at);
    return unknown("the content of a file", call.at);
  });
}

export const PATH_METHODS: MethodTable<Path> = {
  resolve: resolved("resolve"),
  absolute: resolved("absolute"),
  joinpath: reading("*parts", ({ value }, [args], call) => {
    const names = (args as Value & { kind: "tuple" }).items.map((item) => pathText(item as Value));
    if (names.includes(undefined)) return wrongType(call, "argument should be a str or a path");
    return asPath(
      names.reduce<string>((whole, part) => PurePath.join(whole, part!), value),
      call.at,
    );
  }),
  with_name: reading("name", ({ value }, [name], call) =>
    name!.kind === "str" ? withName(value, name!.value, call) : wrongType(call, "with_name() of no string"),
  ),
  with_stem: reading("stem", ({ value }, [stem], call) =>
    stem!.kind === "str"
      ? withName(value, stem!.value + PurePath.suffix(value), call)
      : wrongType(call, "with_stem() of no string"),
  ),
  with_suffix: reading("suffix", ({ value }, [suffix], call) => {
    if (suffix!.kind !== "str") return wrongType(call, "with_suffix() of no string");
    const text = suffix!.value;
    if (text.includes("/") || (text !== "" && !text.startsWith(".")) || text === ".") {
      return text === "."
        ? unknown("Path.with_suffix()", call.at)
        : call.interpreter.raise("ValueError", `Invalid suffix '${text}'`, call.pc, call.at);
    }
    return withName(value, PurePath.stem(value) + text, call);
  }),
  relative_to: reading("*other, walk_up?", ({ value }, [others, up], call) => {
    if (up !== undefined) return unknown("Path.relative_to()", call.at);
    const below = relative(value, others!);
    return below === undefined
      ? call.interpreter.raise("ValueError", "a path that is not below the other", call.pc, call.at)
      : asPath(below, call.at);
  }),
  is_relative_to: reading("*other", ({ value }, [others], { at }) =>
    bool(relative(value, others!) !== undefined, at),
  ),
  as_posix: reading("", ({ value }, _, { at }) => str(value, at)),
  __str__: reading("", ({ value }, _, { at }) => str(value, at)),
  __fspath__: reading("", ({ value }, _, { at }) => str(value, at)),
  as_uri: reading("", ({ value }, _, call) => {
    if (!isAbsolute(value))
      return call.interpreter.fail(
        "ValueError",
        "relative path can't be expressed as a file URI",
        call.pc,
        call.at,
      );
    return /^[\w/.~-]+$/.test(value) ? str(`file://${value}`, call.at) : unknown("Path.as_uri()", call.at);
  }),
  is_absolute: reading("", ({ value }, _, { at }) => bool(isAbsolute(value), at)),
  exists: exists("any"),
  is_file: exists("file"),
  is_dir: exists("directory"),
  read_text: read((text, at) => str(text, at)),
  read_bytes: read((text, at) => {
    const value = utf8(text);
    return value === undefined ? unknown("the bytes of a file", at) : bytes(value, at);
  }),
  open: reading("mode?, buffering?, encoding?, errors?, newline?", ({ value }, [mode], call) =>
    fileObject(value, mode, call),
  ),
  mkdir: reading("mode?, parents?, exist_ok?", () => NONE),
};

/** Methods that ask the file system, or that are not followed. */
export const FILE_SYSTEM_METHODS: ReadonlySet<string> = new Set(
  (
    "chmod copy copy_into cwd expanduser from_uri full_match glob group hardlink_to home info is_block_device is_char_device " +
    "is_fifo is_junction is_mount is_reserved is_socket is_symlink iterdir lchmod link_to lstat match move move_into owner " +
    "parser readlink rename replace rglob rmdir samefile stat symlink_to touch unlink walk with_segments write_bytes write_text"
  ).split(" "),
);

/** What these give is unknown. */
export function fileSystemMethod(i: Interpreter, name: string, pc: Condition, at: Location): Guarded<Value> {
  i.mayRaise(`Path.${name}()`, pc, at);
  return unknown(`Path.${name}()`, at);
}
