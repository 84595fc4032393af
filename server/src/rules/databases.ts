/** What rules ask of DATABASES, and how their fixes change an entry of it. */
import { insertItems, setKeywords, stringValue } from "../edits/python/displays";
import type { PythonEditor } from "../edits/python/editor";
import { importedAs } from "../edits/python/imports";
import { addSetting } from "../edits/python/settings";
import type { EditSession } from "../edits/session";
import { findDependency } from "../files/dependencies";
import { processesOf } from "../project/processes";
import type { Project } from "../project/project";
import { entry, type Plain, type PlainDict, type Tri } from "../settings/plain";
import type { Answer, Judgement, Settings } from "../settings/settings";
import type { Call, Dict } from "../syntax/python/ast";
import type { Location } from "../syntax/text";
import { isOlder } from "./packages";
import type { RuleContext } from "./rule";
import { isInherited, isSurelySet } from "./settingEdits";
import { notApplicable, reasonOf, undecided } from "./verdicts";

/** The kind of a database. "server": whatever a URL in the environment names, which is no file of the dyno. */
export type Vendor = "postgresql" | "mysql" | "oracle" | "sqlite" | "server" | "other";

const VENDORS: Readonly<Record<string, Vendor>> = {
  "django.db.backends.postgresql": "postgresql",
  "django.db.backends.postgresql_psycopg2": "postgresql",
  "django.contrib.gis.db.backends.postgis": "postgresql",
  "django.db.backends.mysql": "mysql",
  "django.contrib.gis.db.backends.mysql": "mysql",
  "django.db.backends.oracle": "oracle",
  "django.contrib.gis.db.backends.oracle": "oracle",
  "django.db.backends.sqlite3": "sqlite",
  "django.contrib.gis.db.backends.spatialite": "sqlite",
};

/** What kind a database is; undefined if nobody knows. */
export function vendorOf(database: Plain): Vendor | undefined {
  const engine = entry(database, "ENGINE");
  if (engine?.kind === "env") return /^ENGINE of \w*URL\w*$/.test(engine.text) ? "server" : undefined;
  return engine?.kind === "str" ? (VENDORS[engine.value] ?? "other") : undefined;
}

/** The setting of one database, among those of DATABASES. */
type Question = (database: PlainDict, alias: string) => Answer;

/** Asks a question about each database: one that is violated decides, and then one that nobody can answer for. */
export function judgeDatabases(settings: Settings, question: Question): Judgement {
  return settings.judge(["DATABASES"], (databases) => {
    if (databases.kind !== "dict") return undecided(reasonOf(databases));
    const answers = databases.entries.map(([alias, database]): Answer => {
      if (alias.kind !== "str" || database.kind !== "dict") return undecided(reasonOf(database));
      return question(database, alias.value);
    });
    if (databases.open !== undefined) answers.push(undecided(databases.open));
    for (const state of ["violated", "undecided", "satisfied"] as const) {
      const found = answers.find((answer) => answer.state === state);
      if (found !== undefined) return found;
    }
    return answers[0] ?? notApplicable("DATABASES is empty");
  });
}

/** `OPTIONS` of a database, as `entry` gives it. */
export function optionOf(database: Plain, name: string): Plain | null | undefined {
  const options = entry(database, "OPTIONS");
  return options === null ? null : options === undefined ? undefined : entry(options, name);
}

/** Whether connections outlive a request: `CONN_MAX_AGE` is not 0. */
export function isPersistent(database: Plain): Tri {
  const age = entry(database, "CONN_MAX_AGE");
  switch (age?.kind) {
    case undefined:
      return age === null ? false : undefined;
    case "unknown":
    case "env":
      return undefined;
    case "int":
      return age.value !== 0n;
    case "float":
      return age.value !== 0;
    case "bool":
      return age.value;
    default:
      return true;
  }
}

/** Whether PgBouncer runs beside the web process, by Heroku's buildpack for it. */
export function runsPgbouncer({ project, snapshot }: RuleContext): boolean {
  const { deployment } = project;
  return (
    (deployment.appJson?.buildpacks ?? []).some(({ url }) => url.includes("pgbouncer")) ||
    processesOf(snapshot, deployment).some(({ name, text }) => name === "web" && text.includes("pgbouncer"))
  );
}

// ---------------------------------------------------------------- code

/** The code that makes an entry of DATABASES. */
export interface DatabaseCode {
  readonly editor: PythonEditor;
  readonly node: Call | Dict;
}

/** The call or the dict display at the place that a database comes from. */
export function databaseCode(session: EditSession, at: Location | undefined): DatabaseCode | undefined {
  const editor = at && session.python(at.file);
  const node = at && editor?.expression(at)?.node;
  if (editor === undefined || (node?.type !== "Call" && node?.type !== "Dict")) return undefined;
  return { editor, node };
}

/** Whether a call is one of dj-database-url's `config()` and `parse()`. */
export function isUrlCall(editor: PythonEditor, { func, start }: Call): boolean {
  const statements = editor.importsBefore(start);
  if (func.type === "Name") {
    const { id } = func;
    return ["config", "parse"].some(
      (name) => importedAs(statements, { module: "dj_database_url", name }, start) === id,
    );
  }
  if (func.type !== "Attribute" || func.value.type !== "Name") return false;
  const module = importedAs(statements, { module: "dj_database_url" }, start);
  return (func.attr === "config" || func.attr === "parse") && func.value.id === module;
}

/** Whether the code itself gives an option of a database, as a key or as an argument. */
export function names({ node }: DatabaseCode, { key, keyword }: DatabaseOption): boolean {
  if (node.type === "Dict")
    return node.entries.some((each) => each.key === undefined || stringValue(each.key) === key);
  return node.keywords.some(({ arg }) => arg === undefined || arg === keyword);
}

export interface DatabaseOption {
  readonly key: string;
  /** The argument of dj-database-url. */
  readonly keyword: string;
  /** The first version of dj-database-url that has it. */
  readonly since?: string;
}

export const MAX_AGE: DatabaseOption = { key: "CONN_MAX_AGE", keyword: "conn_max_age" };
export const HEALTH_CHECKS: DatabaseOption = {
  key: "CONN_HEALTH_CHECKS",
  keyword: "conn_health_checks",
  since: "1.2",
};
export const NO_CURSORS: DatabaseOption = {
  key: "DISABLE_SERVER_SIDE_CURSORS",
  keyword: "disable_server_side_cursors",
  since: "2.2",
};

/** Whether the project's dj-database-url may lack an argument. */
export function mayLack({ deployment }: Project, { since }: DatabaseOption): boolean {
  const found = findDependency(deployment.dependencies, "dj-database-url");
  return since !== undefined && found !== undefined && isOlder(found, since) !== false && hasBound(found);
}

/** Whether a dependency's specifier keeps new versions out. */
function hasBound({ specifier }: { readonly specifier: string }): boolean {
  return /<|==|~=|\^|~|^\d/.test(specifier);
}

/**
 * Sets options of the database that the code at a place makes: as arguments of dj-database-url, as keys, or in lines below;
 * in the production module where development runs on another one. Codes are Python.
 */
export function setDatabaseOptions(
  context: RuleContext,
  session: EditSession,
  at: Location,
  options: readonly (readonly [option: DatabaseOption, code: string])[],
): boolean {
  const code = databaseCode(session, at);
  if (code === undefined || options.some(([option]) => names(code, option))) return false;
  const { editor, node } = code;
  const lines = (alias: string) =>
    options.map(([{ key }, value]) => `DATABASES["${alias}"]["${key}"] = ${value}`).join("\n");
  if (isInherited(context, "DATABASES")) {
    const { module } = context.project.settings;
    const own = module && session.python(module.path);
    const alias = aliasOf(context, at);
    return (
      own !== undefined &&
      alias !== undefined &&
      isSurelySet(context, "DATABASES") &&
      addSetting(own, lines(alias))
    );
  }
  if (node.type === "Dict") {
    const entries = options.map(([{ key }, value]) => `"${key}": ${value}`);
    insertItems(editor, node, entries, "last");
    return true;
  }
  const takes = options.every(([option]) => !mayLack(context.project, option));
  if (isUrlCall(editor, node) && takes)
    return setKeywords(
      editor,
      node,
      options.map(([{ keyword }, value]) => [keyword, value]),
    );
  const statement = editor.statementAt(at);
  const alias = aliasOf(context, at);
  if (statement?.type !== "Assign" || alias === undefined) return false;
  const [target] = statement.targets;
  const root = target?.type === "Subscript" ? target.value : target;
  return root?.type === "Name" && root.id === "DATABASES" && editor.insertAfter(statement, lines(alias));
}

/** The alias of the database that the code at a place makes, if it is the only one. */
function aliasOf({ settings }: RuleContext, at: Location): string | undefined {
  const found = new Set<string>();
  for (const { value } of settings.readings("DATABASES")) {
    for (const [alias, database] of value.kind === "dict" ? value.entries : []) {
      const same =
        database.at?.file === at.file && database.at.start === at.start && database.at.end === at.end;
      if (same && alias.kind === "str") found.add(alias.value);
    }
  }
  const [alias] = found;
  return found.size === 1 && /^[\w-]+$/.test(alias!) ? alias : undefined;
}
