/** The parts of Python's standard library that settings use, one file each. */
import { rawFunction } from "../../callables";
import { DEAD, type NativeValue, NONE, native, type ObjectValue, unknown, type Value } from "../../values";
import { base64, binascii } from "./base64";
import { collections } from "./collections";
import { contextlib } from "./contextlib";
import { copy } from "./copy";
import { datetime } from "./datetime";
import { decimal } from "./decimal";
import { functools } from "./functools";
import { itertools } from "./itertools";
import { json } from "./json";
import { logging, loggingConfig } from "./logging";
import { math } from "./math";
import { operator } from "./operator";
import { os, osPath } from "./os";
import { pathlib } from "./pathlib";
import { re } from "./regularExpressions";
import { sys } from "./sys";
import { ast, string, textwrap } from "./text";
import { urllibParse } from "./urllib";

/** importlib.import_module(): `find` gives modules outside the project. */
function importlib(find: (name: string) => Value): Readonly<Record<string, Value>> {
  return {
    import_module: rawFunction("import_module", "name, package?", ([name, parent], call) => {
      const i = call.interpreter;
      return i.lift([name ?? DEAD], call.pc, ([leaf], pc) => {
        if (leaf!.kind === "dead") return DEAD;
        if (leaf!.kind !== "str" || parent !== undefined || leaf!.value.startsWith(".")) {
          i.mayRaise("import_module()", pc, call.at);
          return unknown("import_module()", call.at);
        }
        return i.modules.importByName(leaf!.value, pc, call.at, find);
      });
    }),
  };
}

/** importlib.util.find_spec(): whether a module is there. */
const importlibUtil: Readonly<Record<string, Value>> = {
  find_spec: rawFunction("find_spec", "name, package?", ([name], { interpreter: i, pc, at }) =>
    i.lift([name!], pc, ([leaf]): Value => {
      if (leaf!.kind === "dead") return DEAD;
      const spec: ObjectValue = { kind: "object", name: "the specification of a module", truthy: true, at };
      if (leaf!.kind !== "str") return unknown("importlib.util.find_spec()", at);
      if (STANDARD_LIBRARY.has(leaf!.value)) return spec;
      if (!i.modules.isOwn(leaf!.value) || leaf!.value.includes(".")) {
        const installed = i.installed(leaf!.value.split(".")[0]!);
        return installed === true && !leaf!.value.includes(".")
          ? spec
          : unknown("whether a module is installed", at);
      }
      return i.modules.locateModule(leaf!.value) === undefined ? NONE : spec;
    }),
  ),
};

/** Things that settings switch on or off and that do not change them. */
const silent = (module: string, names: readonly string[]): Readonly<Record<string, Value>> =>
  Object.fromEntries(names.map((name) => [name, native(`${module}.${name}`, () => NONE)]));

const catchWarnings: NativeValue = native(
  "warnings.catch_warnings",
  ({ at }): ObjectValue => ({ kind: "object", name: "warnings.catch_warnings()", enter: () => NONE, at }),
);

const warnings: Readonly<Record<string, Value>> = {
  ...silent("warnings", ["filterwarnings", "simplefilter", "resetwarnings"]),
  // A filter may turn it into an exception.
  warn: native("warnings.warn", ({ interpreter: i, pc, at }) => {
    i.mayRaise("warnings.warn()", pc, at);
    return NONE;
  }),
  catch_warnings: catchWarnings,
};

/** The attributes of modules of which only some are known. */
function modules(find: (name: string) => Value): Readonly<Record<string, Readonly<Record<string, Value>>>> {
  return {
    ast,
    base64,
    binascii,
    collections,
    contextlib,
    copy,
    datetime,
    decimal,
    functools,
    importlib: importlib(find),
    "importlib.util": importlibUtil,
    itertools,
    json,
    logging,
    "logging.config": loggingConfig,
    math,
    mimetypes: silent("mimetypes", ["add_type", "init"]),
    operator,
    re,
    string,
    textwrap,
    "urllib.parse": urllibParse,
    warnings,
  };
}

/** @param find gives the module of a dotted name outside the project */
export function standard(find: (name: string) => Value): readonly (readonly [string, () => Value])[] {
  return [
    ...Object.entries(modules(find)).flatMap(([module, attributes]) =>
      Object.entries(attributes).map(([name, value]) => [`${module}.${name}`, () => value] as const),
    ),
    ["os", () => os],
    ["os.path", () => osPath],
    ["posixpath", () => osPath],
    ["pathlib", () => pathlib],
    ["sys", () => sys],
  ];
}

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
