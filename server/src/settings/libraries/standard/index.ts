/** The parts of Python's standard library that settings use: os, os.path, pathlib, sys. */

import type { Guarded } from "../../guard";
import { fileExists } from "../../projectFiles";
import { isAbsolute, PurePath, posix } from "../../purePath";
import {
  bool,
  type CallArguments,
  DEAD,
  derived,
  int,
  NONE,
  native,
  type ObjectValue,
  str,
  unknown,
  type Value,
} from "../../values";
import { moduleOf } from "../common";
import { environment } from "../osEnviron";
import { contextlib } from "./contextlib";
import { functools } from "./functools";
import { math } from "./math";

// ---------------------------------------------------------------- os.path

/** os.fspath() of objects that have a text; others stay as they are. */
function fspath(value: Value): Value {
  return value.kind === "object" && value.text !== undefined ? str(value.text, value.at) : value;
}

/** A function of strings and paths that gives a string. */
function onPaths(name: string, f: (paths: string[], call: CallArguments) => Guarded<Value>): Value {
  return native(`os.path.${name}`, (call) =>
    call.interpreter.lift(call.args, call.pc, (given, pc) => {
      const leaves = given.map(fspath);
      if (leaves.some((leaf) => leaf.kind === "dead")) return DEAD;
      const env = leaves.find((leaf) => leaf.kind === "env");
      if (env?.kind === "env") return derived(env, "str", `os.path.${name}(… ${env.text} …)`, call.at);
      const lost = leaves.find((leaf) => leaf.kind === "unknown");
      if (lost?.kind === "unknown") return unknown(lost.reason, call.at);
      const other = leaves.find((leaf) => leaf.kind !== "str" && leaf.kind !== "path");
      if (other !== undefined && "name" in other)
        return unknown(`os.path.${name}() of ${other.name}`, call.at);
      if (other !== undefined) {
        return call.interpreter.raise(
          "TypeError",
          `os.path.${name}() of something that is no path`,
          pc,
          call.at,
        );
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

const osPath = moduleOf("os.path", {
  join: onPaths("join", ([first, ...rest], { at }) => str(posix.join(first ?? "", ...rest), at)),
  dirname: onPaths("dirname", ([path], { at }) => str(posix.dirname(path!), at)),
  basename: onPaths("basename", ([path], { at }) => str(posix.basename(path!), at)),
  abspath: onPaths("abspath", ([path], call) => absolute(path!, call)),
  realpath: onPaths("realpath", ([path], call) => absolute(path!, call)),
  normpath: onPaths("normpath", ([path], { at }) => str(posix.normpath(path!), at)),
  splitext: onPaths("splitext", ([path], { at }) => ({
    kind: "tuple",
    items: posix.splitext(path!).map((part) => str(part, at)),
    at,
  })),
  isabs: onPaths("isabs", ([path], { at }) => bool(isAbsolute(path!), at)),
  exists: onPaths("exists", ([path], call) => fileExists(call.interpreter, path!, "any", call.at)),
  isfile: onPaths("isfile", ([path], call) => fileExists(call.interpreter, path!, "file", call.at)),
  isdir: onPaths("isdir", ([path], call) => fileExists(call.interpreter, path!, "directory", call.at)),
  pardir: str(".."),
  curdir: str("."),
  sep: str("/"),
});

// ---------------------------------------------------------------- pathlib

const path = native("Path", (call) =>
  call.interpreter.lift(call.args, call.pc, (given) => {
    const leaves = given.map(fspath);
    if (leaves.some((leaf) => leaf.kind === "dead")) return DEAD;
    const env = leaves.find((leaf) => leaf.kind === "env");
    if (env?.kind === "env") return derived(env, "object", `Path(${env.text})`, call.at);
    if (leaves.some((leaf) => leaf.kind !== "str" && leaf.kind !== "path")) {
      const lost = leaves.find((leaf) => leaf.kind === "unknown");
      return unknown(lost?.kind === "unknown" ? lost.reason : "Path() of something that is no path", call.at);
    }
    const parts = leaves.map((leaf) => (leaf as { value: string }).value);
    return {
      kind: "path",
      value: parts.reduce((whole, part) => PurePath.join(whole, part), "."),
      at: call.at,
    };
  }),
);

const pathClass: Value = {
  ...(path as Extract<Value, { kind: "native" }>),
  attributes: new Map<string, Value>([
    ["cwd", native("Path.cwd", ({ at }) => unknown("the working directory", at))],
    ["home", native("Path.home", ({ at }) => unknown("the home directory", at))],
  ]),
};

// ---------------------------------------------------------------- sys

/** What a closed environment's `manage.py check --deploy` has; in production it is the server's command line. */
const CHECK_ARGV = ["manage.py", "check", "--deploy"];

const argv: ObjectValue = {
  kind: "object",
  name: "sys.argv",
  contains: (key, { interpreter: i, at }) => {
    if (key.kind !== "str") return unknown("a word of the command line", at);
    return bool(i.variables.closed && CHECK_ARGV.includes(key.value), at);
  },
  item: (key, { interpreter: i, at }) => {
    if (!i.variables.closed || key.kind !== "int") return unknown("the command line", at);
    const word = CHECK_ARGV.at(Number(key.value));
    return word === undefined ? unknown("the command line", at) : str(word, at);
  },
};

const harmlessObject = (name: string): Value => ({
  kind: "object",
  name,
  attribute: (method) => native(`${name}.${method}`, () => NONE),
});

/** `sys.modules[__name__]` is the module itself. */
const modules: ObjectValue = {
  kind: "object",
  name: "sys.modules",
  item: (key, { interpreter: i, at }) =>
    key.kind === "str" && i.modules.loaded.has(key.value)
      ? i.modules.moduleValue(key.value)
      : unknown("sys.modules", at),
};

const sys = moduleOf("sys", {
  argv,
  path: harmlessObject("sys.path"),
  platform: unknown("sys.platform"),
  version_info: unknown("the Python version"),
  modules,
  maxsize: int(9223372036854775807n),
  exit: native("sys.exit", ({ interpreter, pc, at }) =>
    interpreter.raise("SystemExit", "sys.exit() in the settings", pc, at),
  ),
  executable: unknown("the Python interpreter's path"),
});

const os = moduleOf("os", {
  ...environment,
  path: osPath,
  sep: str("/"),
  linesep: str("\n"),
  curdir: str("."),
  pardir: str(".."),
  name: str("posix"),
  getcwd: native("os.getcwd", ({ at }) => unknown("the working directory", at)),
  makedirs: native("os.makedirs", () => NONE),
  mkdir: native("os.mkdir", () => NONE),
  cpu_count: native("os.cpu_count", ({ at }) => unknown("the number of CPUs", at)),
});

/** The attributes of modules of which only some are known, by their dotted names. */
const MODULES: Readonly<Record<string, Readonly<Record<string, Value>>>> = { contextlib, functools, math };

export const standard: readonly (readonly [string, () => Value])[] = [
  ...Object.entries(MODULES).flatMap(([module, attributes]) =>
    Object.entries(attributes).map(([name, value]) => [`${module}.${name}`, () => value] as const),
  ),
  ["os", () => os],
  ["os.path", () => osPath],
  ["posixpath", () => osPath],
  [
    "pathlib",
    () =>
      moduleOf("pathlib", {
        Path: pathClass,
        PurePath: pathClass,
        PosixPath: pathClass,
        PurePosixPath: pathClass,
      }),
  ],
  ["sys", () => sys],
];

/** Top-level modules of the standard library of Python 3.8 to 3.14, as far as settings could import them. */
export const STANDARD_LIBRARY: ReadonlySet<string> = new Set(
  (
    "abc argparse array ast asyncio atexit base64 binascii bisect builtins bz2 calendar cmath codecs collections colorsys " +
    "concurrent configparser contextlib contextvars copy copyreg cProfile csv ctypes dataclasses datetime decimal difflib " +
    "dis email encodings enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc getopt getpass " +
    "gettext glob graphlib grp gzip hashlib heapq hmac html http imaplib importlib inspect io ipaddress itertools json keyword " +
    "linecache locale logging lzma mailbox math mimetypes mmap multiprocessing netrc numbers operator os pathlib pdb pickle " +
    "pickletools pkgutil platform plistlib poplib posixpath pprint profile pstats pwd queue quopri random re reprlib resource " +
    "runpy sched secrets select selectors shelve shlex shutil signal site smtplib socket socketserver sqlite3 ssl stat " +
    "statistics string stringprep struct subprocess symtable sys sysconfig syslog tarfile tempfile textwrap threading time " +
    "timeit token tokenize trace traceback tracemalloc types typing unicodedata unittest urllib uuid venv warnings wave " +
    "weakref webbrowser wsgiref xml xmlrpc zipapp zipfile zipimport zlib zoneinfo __future__"
  ).split(" "),
);
