/** What django.conf.Settings itself refuses when it loads a module (django/conf/__init__.py). */
import type { DjangoVersion } from "../project/project";
import type { Plain } from "../settings/plain";
import type { Answer, Settings, Startup } from "../settings/settings";
import { compareVersions } from "./defaults";

/** Settings that must be lists or tuples, with the first version that insists. */
const SEQUENCES: readonly (readonly [name: string, since: DjangoVersion])[] = [
  ["ALLOWED_HOSTS", "4.0"],
  ["INSTALLED_APPS", "1.9"],
  ["TEMPLATE_DIRS", "1.9"],
  ["LOCALE_PATHS", "1.9"],
  ["SECRET_KEY_FALLBACKS", "4.1"],
];

/** The outcome of loading the settings: what the module itself raises, else what Django refuses. */
export function startupOutcome(
  settings: Settings,
  startup: Startup,
  versions: readonly DjangoVersion[],
): Startup {
  if (startup.state !== "ok" && startup.state !== "may-raise") return startup;
  for (const [name, since] of SEQUENCES) {
    if (!settings.defines(name) || !versions.every((version) => compareVersions(version, since) >= 0))
      continue;
    const judgement = settings.judge([name], (value) => sequence(value), { worlds: "all" });
    if (judgement.state === "violated") {
      return {
        state: "raises",
        exception: `ImproperlyConfigured: The ${name} setting must be a list or a tuple.`,
        at: settings.location(name),
      };
    }
  }
  const exclusive = versions.every((v) => compareVersions(v, "4.2") >= 0 && compareVersions(v, "5.1") < 0);
  if (exclusive && settings.defines("STORAGES")) {
    for (const name of ["STATICFILES_STORAGE", "DEFAULT_FILE_STORAGE"]) {
      if (settings.defines(name) && settings.readings(name).every((reading) => reading.when === undefined)) {
        return {
          state: "raises",
          exception: `ImproperlyConfigured: ${name}/STORAGES are mutually exclusive.`,
          at: settings.location(name),
        };
      }
    }
  }
  return startup;
}

function sequence(value: Plain): Answer {
  if (value.kind === "list" || value.kind === "tuple") return { state: "satisfied" };
  if (value.kind === "unknown" || value.kind === "env")
    return { state: "undecided", reason: "its type is not known" };
  return { state: "violated" };
}
