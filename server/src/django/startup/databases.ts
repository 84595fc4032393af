/** `ConnectionHandler.configure_settings` and `load_backend` of django/db/utils.py, 3.2 to 6.1. */

import { isStandardLibrary } from "../../settings/libraries";
import type { Plain } from "../../settings/plain";
import type { Codebase } from "../codebase";
import { type Python, raise } from "../python";

const BACKENDS = "django.db.backends.";
const DJANGO_BACKENDS: ReadonlySet<string> = new Set(
  ["dummy", "mysql", "oracle", "postgresql", "postgresql_psycopg2", "sqlite3"].map((name) => BACKENDS + name),
);
const GIS_BACKENDS = /^django\.contrib\.gis\.db\.backends\.(?:mysql|oracle|postgis|spatialite)$/;

/** Makes the settings of every connection; gives that of "default", undefined where there is none. */
export function configureDatabases(python: Python, setting: Plain) {
  if (setting.kind === "dict" && setting.entries.length === 0 && setting.open === undefined) return undefined;
  if (!python.contains(setting, "default"))
    raise("ImproperlyConfigured", "You must define a 'default' database.");
  const databases = python.dict(setting, "values");
  for (const [, connection] of databases.entries) {
    const test = python.get(python.dict(connection, "setdefault"), "TEST");
    if (test !== undefined) python.dict(test, "setdefault");
  }
  const found = python.get(databases, "default");
  return found === undefined ? undefined : python.dict(found, "setdefault");
}

/** Imports the backend of the default connection. Drivers are taken to be installed. */
export function loadDefaultBackend(python: Python, setting: Plain, codebase: Codebase): void {
  const connection = configureDatabases(python, setting);
  const engine = connection && python.get(connection, "ENGINE");
  if (engine === undefined || engine.kind === "unknown" || engine.kind === "env") return;
  if (!python.truthy(engine)) return;
  if (engine.kind === "str" && engine.value === BACKENDS) return;
  if (engine.kind !== "str" || isMissing(engine.value, codebase))
    raise(
      "ImproperlyConfigured",
      `${engine.kind === "str" ? `'${engine.value}'` : engine.kind} isn't an available database backend or couldn't be imported.`,
    );
}

/** True if a backend surely cannot be imported. */
function isMissing(name: string, codebase: Codebase): boolean {
  if (DJANGO_BACKENDS.has(name) || GIS_BACKENDS.test(name)) return false;
  if (name.startsWith("django.")) return true;
  // The names of backends without their package.
  if (["postgres", "postgresql", "sqlite", "mysql"].includes(name) || isStandardLibrary(name.split(".")[0]!))
    return codebase.module(name) === undefined || codebase.module(name) === null;
  return codebase.module(`${name}.base`) === null;
}
