/** What django.conf.Settings itself refuses when it loads a module: django/conf/__init__.py of 3.2 to 6.1. */
import type { DjangoVersion } from "../../project/project";
import { OVERRIDDEN } from "../../settings/settings";
import { raise } from "../python";
import { isTimeZone } from "../timeZones";
import type { StartupStep } from "./step";

/** Settings that must be lists or tuples, in the order in which they are looked at, with the first version that insists. */
const SEQUENCES: readonly (readonly [name: string, since?: DjangoVersion])[] = [
  ["ALLOWED_HOSTS", "4.0"],
  ["INSTALLED_APPS"],
  ["LOCALE_PATHS"],
  ["SECRET_KEY_FALLBACKS", "4.1"],
  ["TEMPLATE_DIRS"],
];

/** The settings that MAILERS replaces. */
export const EMAIL_SETTINGS = [
  "EMAIL_BACKEND",
  "EMAIL_FILE_PATH",
  "EMAIL_HOST",
  "EMAIL_HOST_PASSWORD",
  "EMAIL_HOST_USER",
  "EMAIL_PORT",
  "EMAIL_SSL_CERTFILE",
  "EMAIL_SSL_KEYFILE",
  "EMAIL_TIMEOUT",
  "EMAIL_USE_SSL",
  "EMAIL_USE_TLS",
] as const;

/** Two settings of which one replaces the other. */
function exclusive(old: string, name: string, versions: Pick<StartupStep, "since" | "until">): StartupStep {
  return {
    ...versions,
    settings: [OVERRIDDEN + old, OVERRIDDEN + name],
    about: old,
    run(python, [hasOld, hasNew]) {
      if (python.truthy(hasOld!) && python.truthy(hasNew!))
        raise("ImproperlyConfigured", `${old}/${name} are mutually exclusive.`);
    },
  };
}

export const loaderSteps: readonly StartupStep[] = [
  ...SEQUENCES.map(
    ([name, since]): StartupStep => ({
      since,
      settings: [OVERRIDDEN + name, name],
      about: name,
      run(python, [overridden, value]) {
        if (python.truthy(overridden!) && !python.isInstance(value!, "list", "tuple"))
          raise("ImproperlyConfigured", `The ${name} setting must be a list or a tuple.`);
      },
    }),
  ),
  exclusive("PASSWORD_RESET_TIMEOUT_DAYS", "PASSWORD_RESET_TIMEOUT", { until: "4.0" }),
  {
    since: "6.1",
    settings: [`${OVERRIDDEN}MAILERS`, ...EMAIL_SETTINGS.map((name) => OVERRIDDEN + name)],
    about: "MAILERS",
    run(python, [mailers, ...old]) {
      if (!python.truthy(mailers!)) return;
      const names = EMAIL_SETTINGS.filter((_, n) => python.truthy(old[n]!));
      if (names.length > 0) {
        const list = names.join(", ");
        raise(
          "ImproperlyConfigured",
          `Deprecated email settings are not allowed when MAILERS is defined: ${list}.`,
        );
      }
    },
  },
  {
    settings: ["TIME_ZONE"],
    about: "TIME_ZONE",
    run(python, [zone]) {
      if (!python.truthy(zone!)) return;
      const name = python.string(zone!, "split");
      if (name !== undefined && !python.decide(isTimeZone(name), zone, "is a time zone"))
        raise("ValueError", `Incorrect timezone setting: ${name}`);
    },
  },
  exclusive("DEFAULT_FILE_STORAGE", "STORAGES", { since: "4.2", until: "5.1" }),
  exclusive("STATICFILES_STORAGE", "STORAGES", { since: "4.2", until: "5.1" }),
  {
    since: "4.2",
    until: "5.1",
    settings: [`${OVERRIDDEN}STORAGES`, "STORAGES"],
    about: "STORAGES",
    run(python, [overridden, storages]) {
      if (!python.truthy(overridden!)) return;
      for (const alias of ["default", "staticfiles"]) {
        const storage = python.get(python.dict(storages!, "get"), alias);
        if (storage !== undefined) python.dict(storage, "get");
      }
    },
  },
];
