/** What dotted paths in strings lead to in the project's own code. */
import type { Codebase, OwnModule } from "../../django/codebase";
import { absoluteModule } from "../../django/symbols";
import type { Snapshot } from "../../snapshot";
import type { Stmt } from "../../syntax/python/ast";
import { absoluteStatements } from "../../syntax/python/find";
import type { Location, Range } from "../../syntax/text";

export interface Place {
  readonly kind: "module" | "class" | "function" | "name";
  /** The module that holds it. */
  readonly module: OwnModule;
  readonly at: Location;
  /** The first line of its docstring. */
  readonly summary?: string;
}

/** Imports are followed so far. */
const MAX_DEPTH = 8;

/** The module, class or function that a dotted path names; undefined where it is not certain. */
export function placeOf(path: string, snapshot: Snapshot, codebase: Codebase, depth = 0): Place | undefined {
  if (!/^[^\W\d]\w*(?:\.[^\W\d]\w*)*$/u.test(path)) return undefined;
  const module = codebase.module(path);
  if (module) return moduleAt(module, snapshot);
  const dot = path.lastIndexOf(".");
  const parent = dot < 0 ? undefined : codebase.module(path.slice(0, dot));
  return parent ? nameIn(parent, path.slice(dot + 1), snapshot, codebase, depth) : undefined;
}

function moduleAt(module: OwnModule, snapshot: Snapshot): Place | undefined {
  if (module.path === undefined) return undefined;
  const document = snapshot.file(module.path);
  if (document === undefined) return undefined;
  const summary = docstringOf(document.python().body.map(({ statement }) => statement));
  return { kind: "module", module, at: { file: module.path, start: 0, end: 0 }, summary };
}

function nameIn(
  module: OwnModule,
  name: string,
  snapshot: Snapshot,
  codebase: Codebase,
  depth: number,
): Place | undefined {
  const document = module.path === undefined ? undefined : snapshot.file(module.path);
  if (document === undefined || depth > MAX_DEPTH) return undefined;
  const statement = bindings(absoluteStatements(document.python())).findLast((one) => binds(one, name));
  if (statement === undefined) return undefined;
  const place = (kind: Place["kind"], range: Range, summary?: string): Place => ({
    kind,
    module,
    at: { file: document.path, start: range.start, end: range.end },
    summary,
  });
  switch (statement.type) {
    case "ClassDef":
    case "FunctionDef": {
      const keyword = statement.type === "ClassDef" ? "class" : "def";
      const head = new RegExp(`\\b${keyword}\\s+${name}\\b`, "g");
      head.lastIndex = statement.start;
      const found = head.exec(document.text);
      const end = (found?.index ?? statement.start) + (found?.[0].length ?? 0);
      const kind = statement.type === "ClassDef" ? "class" : "function";
      return place(kind, { start: end - name.length, end }, docstringOf(statement.body));
    }
    case "ImportFrom": {
      if (statement.names === "*") return undefined;
      const alias = statement.names.find((one) => (one.asname ?? one.name) === name)!;
      const from = absoluteModule(module, statement.module, statement.level);
      return placeOf(`${from}.${alias.name}`, snapshot, codebase, depth + 1);
    }
    case "Assign": {
      const target = statement.targets.find((one) => one.type === "Name" && one.id === name)!;
      return place("name", target);
    }
    case "AnnAssign":
      return place("name", statement.target);
    default:
      return undefined;
  }
}

/** The statements that a module may run, those under conditions included. */
function bindings(statements: readonly Stmt[]): Stmt[] {
  return statements.flatMap((statement) => {
    if (statement.type === "If") return bindings([...statement.body, ...statement.orelse]);
    if (statement.type === "Try") {
      return bindings([
        ...statement.handlers.flatMap(({ body }) => body),
        ...statement.body,
        ...statement.orelse,
      ]);
    }
    return [statement];
  });
}

function binds(statement: Stmt, name: string): boolean {
  switch (statement.type) {
    case "ClassDef":
    case "FunctionDef":
      return statement.name === name;
    case "ImportFrom":
      return statement.names !== "*" && statement.names.some((one) => (one.asname ?? one.name) === name);
    case "Assign":
      return statement.targets.some((target) => target.type === "Name" && target.id === name);
    case "AnnAssign":
      return (
        statement.value !== undefined && statement.target.type === "Name" && statement.target.id === name
      );
    default:
      return false;
  }
}

function docstringOf([first]: readonly Stmt[]): string | undefined {
  if (first?.type !== "Expr" || first.value.type !== "Constant") return undefined;
  const { constant } = first.value;
  if (constant.kind !== "str") return undefined;
  const line = constant.value.trim().split(/\r?\n/, 1)[0]!.trim();
  return line === "" ? undefined : line.slice(0, 200);
}
