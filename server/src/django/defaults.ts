/** Django's own values for settings that a module does not set: django/conf/global_settings.py of 3.2 to 6.1. */
import type { DjangoVersion } from "../project/project";
import type { Plain } from "../settings/plain";
import globalSettings from "./globalSettings.json";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** From a version on ("": the oldest known) a setting has a default; without one it is gone. Oldest first. */
type Run = readonly [since: DjangoVersion | "", value?: Json];

/** Made by scripts/global-settings.mjs. */
const TABLE = globalSettings as unknown as Readonly<Record<string, readonly Run[]>>;

/** The settings of Django that have a default, in the order of their names. */
export const GLOBAL_SETTINGS: readonly string[] = Object.keys(TABLE);

const values = new Map<Run, Plain>();

function plainOf(value: Json): Plain {
  if (value === null) return { kind: "none" };
  if (typeof value === "boolean") return { kind: "bool", value };
  if (typeof value === "number") return { kind: "int", value: BigInt(value) };
  if (typeof value === "string") return { kind: "str", value };
  if (Array.isArray(value)) return { kind: "list", items: value.map(plainOf) };
  return {
    kind: "dict",
    entries: Object.entries(value).map(([key, item]) => [{ kind: "str", value: key }, plainOf(item)]),
  };
}

/** Compares two minor versions of Django: negative if `a` is older. */
export function compareVersions(a: DjangoVersion, b: DjangoVersion): number {
  return ordinal(a) - ordinal(b);
}

const ordinals = new Map<DjangoVersion, number>();

/** A number that grows with the version; every check of every setting asks for it. */
function ordinal(version: DjangoVersion): number {
  let known = ordinals.get(version);
  if (known === undefined) {
    const [major, minor] = version.split(".").map(Number) as [number, number];
    known = major * 1000 + minor;
    ordinals.set(version, known);
  }
  return known;
}

/** Django's default for a setting in one version; undefined if that version has no such setting, or one without a default. */
export function defaultOf(name: string, version: DjangoVersion): Plain | undefined {
  const run = runsOf(name).findLast(([since]) => since === "" || compareVersions(version, since) >= 0);
  if (run === undefined || run.length === 1) return undefined;
  let value = values.get(run);
  if (value === undefined) {
    value = plainOf(run[1] ?? null);
    values.set(run, value);
  }
  return value;
}

function runsOf(name: string): readonly Run[] {
  return Object.hasOwn(TABLE, name) ? TABLE[name]! : [];
}

/** The first version with a setting, if that is not older than all known ones, and the first without it. */
export function lifetimeOf(name: string): { readonly since?: DjangoVersion; readonly until?: DjangoVersion } {
  const runs = runsOf(name);
  const since = runs[0]?.[0];
  const last = runs[runs.length - 1];
  const until = last?.length === 1 ? last[0] : undefined;
  return { since: since === "" ? undefined : since, until: until === "" ? undefined : until };
}

/**
 * The settings with another default in the one version than in the other, of those that both have. New languages are left
 * out: they change nothing for anybody.
 */
export function changedDefaults(
  from: DjangoVersion,
  to: DjangoVersion,
): { readonly name: string; readonly before: Plain; readonly after: Plain }[] {
  return GLOBAL_SETTINGS.flatMap((name) => {
    const [before, after] = [defaultOf(name, from), defaultOf(name, to)];
    const same = before === after || name === "LANGUAGES_BIDI";
    return before === undefined || after === undefined || same ? [] : [{ name, before, after }];
  });
}
