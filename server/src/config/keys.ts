/** The keys of the configuration, with what they say: for reading it, for its JSON schema and for docs/configuration.md. */

export interface KeyInfo {
  /** What stands there, as the documentation says it. */
  readonly value: string;
  readonly description: string;
}

export type Keys = Readonly<Record<string, KeyInfo>>;

/** Of `[tool.django-preflight]` in pyproject.toml; in django-preflight.toml they stand at the top. */
export const TOP_KEYS = {
  settings: {
    value: "dotted name",
    description: "Production's settings module. Without it, it is found from the project's files.",
  },
  "default-environment": {
    value: "name",
    description:
      "The environment that is judged where nobody names one: in the editor, and by commands without `--environment`.",
  },
  severity: {
    value: "table",
    description:
      'By the name of a rule or of a group: "error", "warning", "info", "hint", or "off". A rule counts before its group.',
  },
  ignore: {
    value: "array of tables",
    description: "Findings in some files that are not reported.",
  },
  environments: {
    value: "table of tables",
    description:
      "What is known of production, staging, review apps… `--environment NAME` judges one of them.",
  },
} as const satisfies Keys;

/** Of `[[tool.django-preflight.ignore]]`. */
export const IGNORE_KEYS = {
  paths: {
    value: "list of patterns",
    description: "Files, with the patterns of .gitignore, relative to the configuration file.",
  },
  rules: {
    value: "list of names",
    description: "Names of rules or groups; all rules without it.",
  },
  reason: { value: "text", description: "Why. It is shown where ignored findings are listed." },
} as const satisfies Keys;

/** Of `[tool.django-preflight.environments.NAME]`. */
export const ENVIRONMENT_KEYS = {
  settings: { value: "dotted name", description: "Its settings module, if it is another one." },
  variables: {
    value: "table of texts",
    description: "Environment variables and their values, on top of those of app.json. No secrets.",
  },
  set: {
    value: "list of names",
    description: "Variables that are set to what the file does not say, such as secrets.",
  },
  unset: { value: "list of names", description: "Variables that are not set." },
  closed: {
    value: "true or false",
    description:
      "true: no other variables are set but those that Heroku sets. Otherwise others may be set or not.",
  },
  hosts: {
    value: "list of host names",
    description: "The host names that it serves. ALLOWED_HOSTS must admit them.",
  },
} as const satisfies Keys;
