/** Fixes that let production take its database from DATABASE_URL. */
import { stringValue } from "../edits/python/displays";
import type { PythonEditor } from "../edits/python/editor";
import { addImport } from "../edits/python/imports";
import { addSetting } from "../edits/python/settings";
import type { EditSession } from "../edits/session";
import type { Project } from "../project/project";
import type { Dict } from "../syntax/python/ast";
import { HEALTH_CHECKS, mayLack } from "./databases";
import { driverFor, hasOneOf, PSYCOPG2, PSYCOPG3 } from "./drivers";
import type { RuleContext } from "./rule";
import { isSurelySet } from "./settingEdits";
import { isBelow } from "./versions";

/** The arguments that a call of dj-database-url should have in production. */
export function urlOptions(project: Project): string[] {
  const checks = !mayLack(project, HEALTH_CHECKS) && !isBelow(project, "4.1");
  return ["conn_max_age=600", ...(checks ? ["conn_health_checks=True"] : [])];
}

/** dj-database-url, and a driver for PostgreSQL where there is none. */
export function urlPackages(project: Project): string[] {
  const driver = hasOneOf(project, [...PSYCOPG2, ...PSYCOPG3]);
  return driver ? ["dj-database-url"] : ["dj-database-url", driverFor(project)];
}

/** A call that reads DATABASE_URL, with the import that it needs. */
export function configCall(
  editor: PythonEditor,
  offset: number,
  options: readonly string[],
): string | undefined {
  const module = addImport(editor, { module: "dj_database_url" }, offset);
  return module && `${module}.config(\n${options.map((option) => `    ${option},\n`).join("")})`;
}

/** Gives the production module another default database, while development keeps its own. */
export function overrideWithUrl(context: RuleContext, session: EditSession): boolean {
  const { project } = context;
  if (!isSurelySet(context, "DATABASES")) return false;
  const editor = project.settings.module && session.python(project.settings.module.path);
  const code = editor && configCall(editor, editor.text.length, urlOptions(project));
  return editor !== undefined && code !== undefined && addSetting(editor, `DATABASES["default"] = ${code}`);
}

/** Keys that a URL gives too. */
const REPLACED = new Set(["ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT"]);

/** Whether nothing is lost if a database's dict is replaced by a URL: no other keys, no comments. */
export function isPlainDatabase(editor: PythonEditor, database: Dict): boolean {
  const keys = database.entries.map(({ key }) => stringValue(key));
  return keys.every((key) => key !== undefined && REPLACED.has(key)) && !/#/.test(editor.source(database));
}
