/** Django's own applications, as far as start-up and checks depend on them: django/contrib/*\/apps.py of 3.2 to 6.1. */

export interface ContribApp {
  readonly label: string;
  /** The AppConfig that the bare name of the application stands for. */
  readonly config: string;
  /** Further AppConfigs in its apps module. */
  readonly otherConfigs?: readonly string[];
  /** The names of its models, in lower case. */
  readonly models?: readonly string[];
  /** Applications whose models its own models import; they must be installed. */
  readonly imports?: readonly string[];
  /** True if importing its models asks the database for the length of names. */
  readonly asksDatabase?: boolean;
  /** True if importing its models translates a text. */
  readonly translates?: boolean;
  /** True if it needs a library that nobody knows to be there. */
  readonly needsLibrary?: boolean;
}

export const ADMIN = "django.contrib.admin";
export const AUTH = "django.contrib.auth";
export const CONTENT_TYPES = "django.contrib.contenttypes";
export const MESSAGES = "django.contrib.messages";
const SESSIONS = "django.contrib.sessions";
export const SITES = "django.contrib.sites";
export const STATIC_FILES = "django.contrib.staticfiles";

export const CONTRIB_APPS: Readonly<Record<string, ContribApp>> = {
  [ADMIN]: {
    label: "admin",
    config: "AdminConfig",
    otherConfigs: ["SimpleAdminConfig"],
    models: ["logentry"],
    imports: [CONTENT_TYPES],
  },
  "django.contrib.admindocs": { label: "admindocs", config: "AdminDocsConfig" },
  [AUTH]: {
    label: "auth",
    config: "AuthConfig",
    models: ["user", "group", "permission"],
    imports: [CONTENT_TYPES],
    asksDatabase: true,
    translates: true,
  },
  [CONTENT_TYPES]: { label: "contenttypes", config: "ContentTypesConfig", models: ["contenttype"] },
  "django.contrib.flatpages": {
    label: "flatpages",
    config: "FlatPagesConfig",
    models: ["flatpage"],
    imports: [SITES],
    asksDatabase: true,
    translates: true,
  },
  "django.contrib.gis": { label: "gis", config: "GISConfig", needsLibrary: true },
  "django.contrib.humanize": { label: "humanize", config: "HumanizeConfig" },
  [MESSAGES]: { label: "messages", config: "MessagesConfig" },
  "django.contrib.postgres": { label: "postgres", config: "PostgresConfig", needsLibrary: true },
  "django.contrib.redirects": {
    label: "redirects",
    config: "RedirectsConfig",
    models: ["redirect"],
    imports: [SITES],
  },
  [SESSIONS]: { label: "sessions", config: "SessionsConfig", models: ["session"], asksDatabase: true },
  "django.contrib.sitemaps": { label: "sitemaps", config: "SiteMapsConfig" },
  [SITES]: { label: "sites", config: "SitesConfig", models: ["site"] },
  [STATIC_FILES]: { label: "staticfiles", config: "StaticFilesConfig" },
  "django.contrib.syndication": { label: "syndication", config: "SyndicationConfig" },
};

/** The application whose AppConfig has a dotted name. */
export function contribAppOf(configName: string): string | undefined {
  const [, app, config] = /^(.*)\.apps\.(\w+)$/.exec(configName) ?? [];
  const known = app === undefined || !Object.hasOwn(CONTRIB_APPS, app) ? undefined : CONTRIB_APPS[app];
  return known !== undefined && (known.config === config || known.otherConfigs?.includes(config!))
    ? app
    : undefined;
}

/** Django's class that application configurations derive from. */
export const APP_CONFIG = "django.apps.AppConfig";

/** What Django's own AppConfigs derive from. */
export const APP_CONFIG_BASES: Readonly<Record<string, string>> = {
  "django.apps.config.AppConfig": APP_CONFIG,
  ...Object.fromEntries(
    Object.entries(CONTRIB_APPS).flatMap(([app, { config, otherConfigs = [] }]) =>
      [config, ...otherConfigs].map((name) => [`${app}.apps.${name}`, APP_CONFIG]),
    ),
  ),
  "django.contrib.admin.apps.AdminConfig": "django.contrib.admin.apps.SimpleAdminConfig",
};

/** The packages in `django.contrib`. */
export function isContribPackage(name: string): boolean {
  return Object.hasOwn(CONTRIB_APPS, name);
}
