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
  const changes = new Map<string, Change[]>();
  for (const file of files) {
    const executed = worlds.get(file) ?? false;
    const todo = i.surviving(without(call.pc, executed));
    if (todo === false) continue;
    worlds.set(file, or(executed, todo));
    const path = str(`${root}/${file}`, call.at);
    const added = map(list.state, (state): ItemsState => ({ ...state, items: [...state.items, path] }));
    list.state = choose(todo, added, list.state);
    const before = contentOf(namespace);
    i.modules.includeFile(file, frame, todo);
    for (const [name, after] of contentOf(namespace)) {
      const change = changeOf(before.get(name), after);
      if (change !== undefined) changes.set(name, [...(changes.get(name) ?? []), change]);
    }
  }
  for (const [name, steps] of changes) loseOrder(call, namespace, name, steps);
}

/** What a name stands for, and the content of a list or dict. */
interface Content {
  readonly value: unknown;
  readonly state: unknown;
}

type Change = "made" | "extended" | "replaced";

function contentOf(namespace: Namespace): ReadonlyMap<string, Content> {
  return new Map(
    [...namespace.bindings].map(([name, { value }]) => [
      name,
      { value, state: typeof value === "object" && "state" in value ? value.state : value },
    ]),
  );
}

/** What a file did to a name; undefined for nothing. */
function changeOf(before: Content | undefined, after: Content): Change | undefined {
  if (before === undefined) return "made";
  if (before.value === after.value && before.state === after.state) return undefined;
  const items = (content: Content) => (content.state as { items?: readonly unknown[] }).items;
  const [old, now] = [items(before), items(after)];
  return old?.every((item) => now?.includes(item)) ? "extended" : "replaced";
}

/** A name that several files of one pattern changed. One that makes a list and one that extends it have an order. */
function loseOrder(call: CallArguments, namespace: Namespace, name: string, steps: readonly Change[]): void {
  const { interpreter: i, at, pc } = call;
  const extended = steps.filter((step) => step === "extended").length;
  const made = steps.filter((step) => step === "made").length;
  const others = steps.length - extended;
  if (steps.length < 2 || (extended === 1 && made === 1 && others === 1)) return;
  const reason = "files that are included in no certain order change it";
  const value = namespace.bindings.get(name)?.value;
  const isList = value !== undefined && value instanceof ListValue;
  if (isList && others <= made && made <= 1) {
    value.state = choose(
      i.surviving(pc),
      map(value.state, (state): ItemsState => ({ ...state, open: state.open ?? reason })),
      value.state,
    );
    return;
  }
  const history = [i.historyStep("changed", at, at, pc)];
  i.bind(namespace, name, unknown(reason, at), i.surviving(pc), history);
}

export function splitSettings(): Value {
  return moduleOf("split_settings.tools", { include, optional });
}
