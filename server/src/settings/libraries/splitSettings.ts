/** django-split-settings 1.3: `include("base.py", optional("local.py"))` runs files in the namespace of the caller. */
import { dirname, join } from "../../paths";
import { namesProduction } from "../environment";
import { type Condition, choose, map, or, without } from "../guard";
import type { Frame, Interpreter } from "../interpreter";
import { isAbsolute, PurePath } from "../purePath";
import {
  type CallArguments,
  DEAD,
  type EnvValue,
  type ItemsState,
  ListValue,
  type Namespace,
  NONE,
  native,
  type ObjectValue,
  str,
  typeName,
  unknown,
  type Value,
} from "../values";
import { bind, moduleOf, PerEvaluation } from "./common";

/** What optional() gives: a path that need not be there. */
interface Optional extends ObjectValue {
  readonly path: Value;
}

const optional = native("optional", (call) => {
  const bound = bind(call, "optional", "filename");
  if (bound === undefined) return DEAD;
  return call.interpreter.lift([bound.filename!], call.pc, ([path]): Value => {
    const made: Optional = { kind: "object", name: "optional()", path: path!, at: call.at };
    return path!.kind === "dead" ? DEAD : made;
  });
});

/** What was included in a namespace. */
interface Included {
  /** The worlds in which a file was included. */
  readonly worlds: Map<string, Condition>;
  /** `__included_files__` */
  readonly files: ListValue;
}

const included = new PerEvaluation(() => new WeakMap<Namespace, Included>());

/** What was included in the namespace of a module; the first call of include() binds a name to the list of it. */
function includedIn({ interpreter: i, pc, at }: CallArguments, namespace: Namespace): Included {
  const known = included.of(i).get(namespace);
  if (known !== undefined) return known;
  const made: Included = { worlds: new Map(), files: new ListValue({ items: [] }, at) };
  included.of(i).set(namespace, made);
  i.bind(namespace, "__included_files__", made.files, pc, []);
  return made;
}

const include = native("include", (call) => {
  const { interpreter: i, pc, at } = call;
  const { frame } = call;
  const scope = call.keywords.get("scope") ?? NONE;
  if (frame === undefined) return NONE;
  const strange = [...call.keywords.keys()].find((name) => name !== "scope");
  if (strange !== undefined)
    return i.raise("TypeError", `include() got an unexpected keyword argument '${strange}'`, pc, at);
  const own = frame.module.namespace;
  includedIn(call, own);
  i.each(scope, pc, (leaf, when) => {
    const isOwn = leaf.kind === "none" || (leaf.kind === "object" && leaf.namespace === own);
    if (!isOwn) i.openNamespace(own, "include() with a scope of its own", when);
    else
      for (const path of call.args)
        i.each(path, i.surviving(when), (one, here) => includePath({ ...call, pc: here }, frame, one));
  });
  return NONE;
});

/** One argument of include(), in the worlds of `call`. */
function includePath(call: CallArguments, frame: Frame, path: Value): void {
  const { interpreter: i, pc, at } = call;
  const isOptional = path.kind === "object" && "path" in path;
  const given = isOptional ? (path as Optional).path : path;
  if (isOptional && (given.kind === "none" || (given.kind === "str" && given.value === ""))) return;
  const pattern =
    given.kind === "str" || given.kind === "path"
      ? given.value
      : given.kind === "object"
        ? given.text
        : undefined;
  if (pattern !== undefined) {
    const files = glob(i, frame, pattern);
    if (files.length === 0 && !isOptional) i.raise("OSError", `No such file: ${pattern}`, pc, at);
    else runFiles(call, frame, files);
    return;
  }
  if (given.kind === "env") noteProduction(i, frame, given);
  if (
    given.kind === "env" ||
    given.kind === "unknown" ||
    given.kind === "third-party" ||
    given.kind === "object"
  ) {
    i.mayRaise("include() of a file that is not known", pc, at, "OSError");
    i.openNamespace(frame.module.namespace, "include() of a file that is not known", i.surviving(pc));
  } else {
    const message = `join() argument must be str, bytes, or os.PathLike object, not '${typeName(given)}'`;
    i.raise("TypeError", message, pc, at);
  }
}

/** `include(f"environments/{ENV}.py")`: a file that is named after production says what the variable is there. */
function noteProduction(i: Interpreter, frame: Frame, path: EnvValue): void {
  const match = /^f"([^{}"]*)\{(\w+)\}([^{}"]*)"$/.exec(path.text);
  if (i.variables.closed || match === null || match[2] !== path.name) return;
  for (const file of glob(i, frame, `${match[1]}*${match[3]}`)) {
    const start = join(dirname(frame.module.path), match[1]!).length;
    const directory = /(?:^|\/)$/.test(match[1]!) ? 1 : 0;
    const name = file.slice(start + directory, file.length - match[3]!.length);
    if (namesProduction(name)) i.noteProductionName(path.name, name);
  }
}

/** glob.glob() of a pattern relative to the file that includes: files of the workspace that production has. */
function glob(i: Interpreter, frame: Frame, pattern: string): string[] {
  const root = i.snapshot.rootPath.replace(/\/$/, "");
  let path = join(dirname(frame.module.path), pattern);
  if (isAbsolute(pattern)) {
    const absolute = PurePath.resolve(pattern)!;
    if (!absolute.startsWith(`${root}/`)) return [];
    path = absolute.slice(root.length + 1);
  }
  const parts = path.split("/");
  const last = parts.pop()!;
  let directories = [""];
  for (const part of parts) {
    directories = directories.flatMap((directory) => {
      if (!/[*?[]/.test(part)) return [join(directory, part)];
      return (i.snapshot.directory(directory) ?? [])
        .filter((entry) => entry.kind === "directory" && matches(entry.name, part))
        .map((entry) => join(directory, entry.name));
    });
  }
  return directories.flatMap((directory) =>
    (i.snapshot.directory(directory) ?? [])
      .filter((entry) => entry.kind === "file" && matches(entry.name, last))
      .map((entry) => join(directory, entry.name))
      .filter((file) => !i.absent(file)),
  );
}

/** fnmatch.fnmatch() of a name, as glob uses it: a wildcard does not match the dot at the start of a hidden file. */
function matches(name: string, pattern: string): boolean {
  if (!/[*?[]/.test(pattern)) return name === pattern;
  if (name.startsWith(".") && !pattern.startsWith(".")) return false;
  const source = pattern.replace(/\[(!?)([^\]]+)\]|[*?]|[^*?[]+|\[/g, (token, negated, characters) => {
    if (token === "*") return ".*";
    if (token === "?") return ".";
    if (characters === undefined) return token.replace(/[.+^${}()|[\]\\]/g, "\\$&");
    return `[${negated === "!" ? "^" : ""}${characters.replace(/[\\^[\]]/g, "\\$&")}]`;
  });
  return new RegExp(`^${source}$`, "s").test(name);
}

/** Runs files that were not included before. Files of one pattern come in no certain order. */
function runFiles(call: CallArguments, frame: Frame, files: readonly string[]): void {
  const { interpreter: i } = call;
  const { namespace } = frame.module;
  const { worlds, files: list } = includedIn(call, namespace);
  const root = i.snapshot.rootPath.replace(/\/$/, "");
  const writers = new Map<string, number>();
  for (const file of files) {
    const executed = worlds.get(file) ?? false;
    const todo = i.surviving(without(call.pc, executed));
    if (todo === false) continue;
    worlds.set(file, or(executed, todo));
    const path = str(`${root}/${file}`, call.at);
    const added = map(list.state, (state): ItemsState => ({ ...state, items: [...state.items, path] }));
    list.state = choose(todo, added, list.state);
    const before = stateOf(namespace);
    i.modules.includeFile(file, frame, todo);
    for (const [name, state] of stateOf(namespace))
      if (before.get(name)?.some((part, n) => part !== state[n]) !== false)
        writers.set(name, (writers.get(name) ?? 0) + 1);
  }
  const reason = "files that are included in no certain order change it";
  for (const [name, count] of writers) {
    if (count < 2) continue;
    i.bind(namespace, name, unknown(reason, call.at), i.surviving(call.pc), [
      i.historyStep("changed", call.at, call.at, call.pc),
    ]);
  }
}

/** What every name stands for, and the content of lists and dicts, to see what a file changes. */
function stateOf(namespace: Namespace): ReadonlyMap<string, readonly unknown[]> {
  return new Map(
    [...namespace.bindings].map(([name, { value }]) => [
      name,
      [value, typeof value === "object" && "state" in value ? value.state : undefined],
    ]),
  );
}

export function splitSettings(): Value {
  return moduleOf("split_settings.tools", { include, optional });
}
