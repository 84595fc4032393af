/** The modules outside the project that the interpreter knows. */
import type { Value } from "../values";
import { configurations } from "./configurations/index";
import { dataclasses } from "./dataclasses";
import { decouple } from "./decouple";
import { django } from "./django";
import { cacheUrl } from "./djangoCacheUrl";
import { environ } from "./djangoEnviron/index";
import { djangoHeroku, djangoOnHeroku } from "./djangoHeroku";
import { databaseUrl } from "./djDatabaseUrl";
import { emailUrl } from "./djEmailUrl";
import { dynaconf } from "./dynaconf";
import { enums } from "./enums";
import { dotenv } from "./envFiles";
import { environs } from "./environs/index";
import { marshmallow } from "./marshmallow";
import { pydanticModules } from "./pydantic/index";
import { sentry } from "./sentry";
import { splitSettings } from "./splitSettings";
import { STANDARD_LIBRARY, standard } from "./standard/index";
import { typing } from "./typing";

const MODULES: ReadonlyMap<string, () => Value> = new Map([
  ...standard(importThirdParty),
  ...django,
  ...configurations,
  ...dataclasses,
  ...enums,
  ...pydanticModules,
  ...typing,
  ...marshmallow,
  ["environ", environ],
  ["environs", environs],
  ["django_heroku", djangoHeroku],
  ["django_on_heroku", djangoOnHeroku],
  ["split_settings.tools", splitSettings],
  ["decouple", decouple],
  ["dynaconf", dynaconf],
  ["dj_database_url", databaseUrl],
  ["dj_email_url", emailUrl],
  ["django_cache_url", cacheUrl],
  ["dotenv", dotenv],
  ["sentry_sdk", sentry],
]);

const made = new Map<string, Value>();

/** The value of a dotted name of an installed module; where we do not know it, a placeholder that says so. */
export function importThirdParty(name: string): Value {
  const make = MODULES.get(name);
  if (make === undefined) return { kind: "third-party", name };
  let value = made.get(name);
  if (value === undefined) {
    value = make();
    made.set(name, value);
  }
  return value;
}

/** The names that a module outside the project is known to have. */
export function knownNames(module: string): string[] {
  const value = importThirdParty(module);
  const own = value.kind === "module" ? (value.names ?? []) : [];
  const prefix = `${module}.`;
  const dotted = [...MODULES.keys()].flatMap((name) =>
    name.startsWith(prefix) && !name.slice(prefix.length).includes(".") ? [name.slice(prefix.length)] : [],
  );
  return [...new Set([...own, ...dotted])].filter((name) => !name.startsWith("_"));
}

/** True for modules whose contents are known here. */
export function isModelled(module: string): boolean {
  return MODULES.has(module);
}

/** True for modules that every Python has: importing them does not fail. */
export function isStandardLibrary(top: string): boolean {
  return STANDARD_LIBRARY.has(top);
}

/** True for functions of installed modules that leave their arguments as they are. */
export { isHarmless } from "./django";
