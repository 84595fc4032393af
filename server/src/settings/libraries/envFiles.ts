/**
 * Files of environment variables (`.env`) and the libraries that load them. They are never read: what matters is only whether
 * production has the file. One that is not in the repository, or that git ignores, sets nothing; one that is there may set
 * any variable to anything.
 */
import { dirname, join } from "../../paths";
import { truth } from "../equality";
import type { Guarded } from "../guard";
import type { Interpreter } from "../interpreter";
import { isAbsolute, PurePath } from "../purePath";
import {
  bool,
  type CallArguments,
  DEAD,
  dict,
  NONE,
  native,
  type Occasion,
  str,
  unknown,
  type Value,
} from "../values";
import { bind, moduleOf } from "./common";

/** The path in the workspace of what code calls `path`; undefined outside of it. Relative paths start where manage.py is. */
function inWorkspace(i: Interpreter, path: string): string | undefined {
  if (!isAbsolute(path)) return join(i.importRoot, path);
  const root = i.snapshot.rootPath.replace(/\/$/, "");
  const absolute = PurePath.resolve(path);
  return absolute?.startsWith(`${root}/`) ? absolute.slice(root.length + 1) : undefined;
}

function pathText(path: Value): string | undefined {
  if (path.kind === "object") return path.text;
  return path.kind === "str" || path.kind === "path" ? path.value : undefined;
}

/** Whether production has the file at a path, for all the repository says; undefined if the path is not known. */
export function hasEnvFile(i: Interpreter, path: Value): boolean | undefined {
  const text = pathText(path);
  if (text === undefined) return undefined;
  const inside = inWorkspace(i, text);
  return inside !== undefined && i.modules.hasFile(inside);
}

/** The first of these files in the directory of the code that calls or, from there upwards, in another. */
export function findUpwards(occasion: Occasion, names: readonly string[]): string | undefined {
  return upwards(occasion.interpreter, dirname(occasion.frame?.module.path ?? ""), names);
}

/** Whether one of these files is in a directory or above it; undefined if the directory is not known. */
export function hasFileUpwards(i: Interpreter, start: Value, names: readonly string[]): boolean | undefined {
  const text = pathText(start);
  if (text === undefined) return undefined;
  const root = i.snapshot.rootPath.replace(/\/$/, "");
  const directory = PurePath.resolve(text) === root ? "" : inWorkspace(i, text);
  return directory !== undefined && upwards(i, directory, names) !== undefined;
}

function upwards(i: Interpreter, start: string, names: readonly string[]): string | undefined {
  let directory = start;
  for (;;) {
    const found = names.map((name) => join(directory, name)).find((path) => i.modules.hasFile(path));
    if (found !== undefined || directory === "") return found;
    directory = dirname(directory);
  }
}

/** Loads a file into os.environ where production has it. */
export function loadEnvFile(
  { interpreter: i, pc }: Occasion,
  present: boolean | undefined,
  override: boolean,
) {
  if (present !== false) i.variables.load(override, pc);
}

// ---------------------------------------------------------------- python-dotenv

/** Whether the file is there that a call of load_dotenv() or dotenv_values() means. */
function present(call: CallArguments, path: Value | undefined): boolean | undefined {
  if (path === undefined || path.kind === "none" || (path.kind === "str" && path.value === ""))
    return findUpwards(call, [".env"]) !== undefined;
  return hasEnvFile(call.interpreter, path);
}

const PARAMETERS = ["dotenv_path=", "stream=", "verbose=", "override=", "interpolate=", "encoding="];

const loadDotenv = native("load_dotenv", (call) => {
  const i = call.interpreter;
  const bound = bind(call, "load_dotenv", ...PARAMETERS);
  if (bound === undefined) return DEAD;
  const { dotenv_path: path = NONE, stream = NONE, override = bool(false) } = bound;
  return i.lift([path, stream, override], call.pc, ([file, source, over], pc) => {
    const there = source!.kind === "none" ? present(call, file) : undefined;
    loadEnvFile({ ...call, pc }, there, truth(i, over!) !== false);
    return there === false ? bool(false, call.at) : unknown("load_dotenv()", call.at);
  });
});

const dotenvValues = native("dotenv_values", (call) => {
  const i = call.interpreter;
  const bound = bind(call, "dotenv_values", ...PARAMETERS.filter((name) => name !== "override="));
  if (bound === undefined) return DEAD;
  return i.lift([bound.dotenv_path ?? NONE, bound.stream ?? NONE], call.pc, ([file, source]) => {
    const there = source!.kind === "none" ? present(call, file) : undefined;
    return dict([], call.at, there === false && i.variables.closed ? undefined : "a .env file");
  });
});

const findDotenv = native("find_dotenv", (call) => {
  const i = call.interpreter;
  const bound = bind(call, "find_dotenv", "filename=", "raise_error_if_not_found=", "usecwd=");
  if (bound === undefined) return DEAD;
  const { filename = str(".env"), raise_error_if_not_found: strict = bool(false) } = bound;
  return i.lift<Value>([filename, strict], call.pc, ([name, raises], pc): Guarded<Value> => {
    if (name!.kind !== "str") return unknown("find_dotenv()", call.at);
    const found = findUpwards(call, [name!.value]);
    if (found !== undefined) return str(`${i.snapshot.rootPath.replace(/\/$/, "")}/${found}`, call.at);
    if (truth(i, raises!) === false) return str("", call.at);
    if (i.variables.closed) return i.raise("OSError", "File not found", pc, call.at);
    i.mayRaise("find_dotenv()", pc, call.at, "OSError");
    return unknown("find_dotenv()", call.at);
  });
});

export function dotenv(): Value {
  return moduleOf("dotenv", {
    load_dotenv: loadDotenv,
    dotenv_values: dotenvValues,
    find_dotenv: findDotenv,
  });
}
