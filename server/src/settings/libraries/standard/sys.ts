/** sys. */
import { bool, int, NONE, native, type ObjectValue, str, unknown, type Value } from "../../values";
import { moduleOf } from "../common";

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
  contains: (key, { interpreter: i, at }) => {
    if (key.kind !== "str") return unknown("sys.modules", at);
    if (i.modules.loaded.has(key.value)) return bool(true, at);
    // Only a test run loads these.
    const testing = /^(?:pytest|nose|_pytest|xdist|pytest_django)(?:\.|$)/.test(key.value);
    return testing ? bool(false, at) : unknown("sys.modules", at);
  },
};

export const sys = moduleOf("sys", {
  argv,
  path: harmlessObject("sys.path"),
  platform: unknown("sys.platform"),
  version_info: unknown("the Python version"),
  modules,
  maxsize: int(9223372036854775807n),
  exit: native("sys.exit", ({ interpreter, args, pc, at }) =>
    interpreter.raise("SystemExit", "sys.exit() in the settings", pc, at, args),
  ),
  stdout: harmlessObject("sys.stdout"),
  stderr: harmlessObject("sys.stderr"),
  setrecursionlimit: native("sys.setrecursionlimit", () => NONE),
  byteorder: str("little"),
  executable: unknown("the Python interpreter's path"),
});
