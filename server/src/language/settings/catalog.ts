/** What is known of each setting by name: its text, its default, which versions of Django have it. */
import { compareVersions, defaultOf, GLOBAL_SETTINGS, lifetimeOf } from "../../django/defaults";
import { versionsOf } from "../../django/system";
import type { DjangoVersion, VersionRange } from "../../project/project";
import type { Plain } from "../../settings/plain";
import { LIBRARY_SETTINGS } from "./libraries";
import { SETTING_TEXTS } from "./texts";

/** Settings of Django without a default in its global settings, each with the first version that has it. */
const WITHOUT_DEFAULT: Readonly<Record<string, DjangoVersion | undefined>> = {
  EMAIL_FILE_PATH: undefined,
  LANGUAGES: undefined,
  MAILERS: "6.1",
  MESSAGE_LEVEL: undefined,
  MESSAGE_TAGS: undefined,
  ROOT_URLCONF: undefined,
  SERIALIZATION_MODULES: undefined,
  SITE_ID: undefined,
};

const MAIL = (
  "EMAIL_BACKEND EMAIL_FILE_PATH EMAIL_HOST EMAIL_HOST_PASSWORD EMAIL_HOST_USER EMAIL_PORT EMAIL_SSL_CERTFILE " +
  "EMAIL_SSL_KEYFILE EMAIL_TIMEOUT EMAIL_USE_SSL EMAIL_USE_TLS"
).split(" ");

/** The version from which on Django warns of a setting, and the setting that takes its place. */
const DEPRECATED: Readonly<Record<string, readonly [since: DjangoVersion, successor?: string]>> = {
  CSRF_COOKIE_MASKED: ["4.1"],
  DEFAULT_FILE_STORAGE: ["4.2", "STORAGES"],
  DEFAULT_HASHING_ALGORITHM: ["3.1"],
  FORMS_URLFIELD_ASSUME_HTTPS: ["5.0"],
  PASSWORD_RESET_TIMEOUT_DAYS: ["3.1", "PASSWORD_RESET_TIMEOUT"],
  SIGNED_COOKIE_LEGACY_SALT_FALLBACK: ["6.1"],
  STATICFILES_STORAGE: ["4.2", "STORAGES"],
  USE_BLANK_CHOICE_DASH: ["6.1"],
  USE_DEPRECATED_PYTZ: ["4.0"],
  USE_L10N: ["4.0"],
  ...Object.fromEntries(MAIL.map((name) => [name, ["6.1", "MAILERS"] as const])),
};

export interface DjangoSetting {
  readonly name: string;
  readonly text: string;
  /** The first version that has it; undefined: all versions that are known. */
  readonly since?: DjangoVersion;
  /** The first version without it. */
  readonly until?: DjangoVersion;
  /** The first version that warns of it. */
  readonly deprecated?: DjangoVersion;
  /** What takes its place. */
  readonly successor?: string;
}

export const DJANGO_SETTINGS: ReadonlyMap<string, DjangoSetting> = new Map(
  [...GLOBAL_SETTINGS, ...Object.keys(WITHOUT_DEFAULT)].sort().map((name) => {
    const [deprecated, successor] = Object.hasOwn(DEPRECATED, name) ? DEPRECATED[name]! : [];
    const { since = WITHOUT_DEFAULT[name], until } = lifetimeOf(name);
    return [name, { name, text: SETTING_TEXTS[name] ?? "", since, until, deprecated, successor }];
  }),
);

/** Whether a version of Django has a setting. */
export function existsIn({ since, until }: DjangoSetting, version: DjangoVersion): boolean {
  return (
    (since === undefined || compareVersions(version, since) >= 0) &&
    (until === undefined || compareVersions(version, until) < 0)
  );
}

/** Whether a version of Django warns of a setting, or has it no more. */
export function isDeprecatedIn({ deprecated }: DjangoSetting, version: DjangoVersion): boolean {
  return deprecated !== undefined && compareVersions(version, deprecated) >= 0;
}

/** Django's default in the newest version of a range that has one. */
export function defaultIn(name: string, range: VersionRange | undefined): Plain | undefined {
  return versionsOf(range)
    .map((version) => defaultOf(name, version))
    .findLast((value) => value !== undefined);
}

/** Django's page on a setting, in the version of the project if that is one, and else in the newest that has the setting. */
export function djangoPage({ name, until }: DjangoSetting, range: VersionRange | undefined): string {
  const version =
    range !== undefined &&
    range.min === range.max &&
    (until === undefined || compareVersions(range.min, until) < 0)
      ? range.min
      : until === undefined
        ? "stable"
        : lastBefore(until);
  return `https://docs.djangoproject.com/en/${version}/ref/settings/#std-setting-${name}`;
}

function lastBefore(until: DjangoVersion): string {
  const [major, minor] = until.split(".").map(Number) as [number, number];
  return minor > 0 ? `${major}.${minor - 1}` : `${major - 1}.2`;
}

/** What one setting is, in Markdown: a sentence, its default, its versions and a link; undefined where it is not known. */
export function describe(name: string, range: VersionRange | undefined): string | undefined {
  const library = LIBRARY_SETTINGS.get(name);
  if (library !== undefined) {
    return `${library.text}\n\n[Documentation of ${library.package}](${library.page})`;
  }
  const setting = DJANGO_SETTINGS.get(name);
  if (setting === undefined) return undefined;
  const notes = versionNotes(setting);
  const link = `[Django documentation](${djangoPage(setting, range)})`;
  return [setting.text, ...(notes === "" ? [] : [notes]), link].join("\n\n");
}

/** "Since Django 4.2; deprecated since 5.0, removed in 5.1: use STORAGES." */
function versionNotes({ since, until, deprecated, successor }: DjangoSetting): string {
  const notes = [
    ...(since === undefined ? [] : [`since Django ${since}`]),
    ...(deprecated === undefined ? [] : [`deprecated since Django ${deprecated}`]),
    ...(until === undefined ? [] : [`removed in Django ${until}`]),
  ];
  if (notes.length === 0) return "";
  const text = notes.join(", ") + (successor === undefined ? "" : `; use \`${successor}\``);
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}
