/** The JSON schema of the configuration, for editors: made of the same keys that `read.ts` takes. Only the generator needs it. */
import type { Rule } from "../rules/rule";
import { ENVIRONMENT_KEYS, IGNORE_KEYS, type Keys, TOP_KEYS } from "./keys";
import { UNUSED_SUPPRESSION } from "./policy";
import { SEVERITY_NAMES } from "./read";

type Schema = Readonly<Record<string, unknown>>;

const TEXT: Schema = { type: "string" };
const TEXTS: Schema = { type: "array", items: TEXT };

/** The schema of django-preflight.toml, and of `[tool.django-preflight]` in pyproject.toml. */
export function configurationSchema(rules: readonly Rule[]): Schema {
  const groups = [...new Set(rules.map(({ group }) => group))].sort();
  const names = [
    ...groups.map((group) => ({ name: group, description: `All rules of the group ${group}` })),
    ...rules.map(({ id, summary }) => ({ name: id, description: summary })),
    { name: UNUSED_SUPPRESSION, description: "A comment that ignores nothing" },
  ];
  const severity = { allOf: [{ $ref: "#/definitions/severity" }] };
  const ignore = table(IGNORE_KEYS, {
    paths: { ...TEXTS, minItems: 1 },
    rules: { type: "array", items: { enum: names.map(({ name }) => name) } },
    reason: TEXT,
  });
  const environment = table(ENVIRONMENT_KEYS, {
    settings: TEXT,
    variables: { type: "object", additionalProperties: TEXT },
    set: TEXTS,
    unset: TEXTS,
    closed: { type: "boolean" },
    hosts: TEXTS,
  });
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Configuration of Django Preflight",
    ...table(TOP_KEYS, {
      settings: TEXT,
      "default-environment": TEXT,
      severity: {
        type: "object",
        additionalProperties: false,
        properties: Object.fromEntries(
          names.map(({ name, description }) => [name, { ...severity, description }]),
        ),
      },
      ignore: { type: "array", items: { ...ignore, required: ["paths"] } },
      environments: { type: "object", additionalProperties: environment },
    }),
    definitions: { severity: { enum: SEVERITY_NAMES } },
  };
}

/** An object with these keys and no others. */
function table<K extends Keys>(keys: K, schemas: Readonly<Record<keyof K, Schema>>): Schema {
  const properties = Object.entries(keys).map(([name, { description }]) => [
    name,
    { ...schemas[name], description },
  ]);
  return { type: "object", additionalProperties: false, properties: Object.fromEntries(properties) };
}

/** The keys as a table of docs/configuration.md, a row each. */
export function keyTable(keys: Keys): string {
  const rows = Object.entries(keys).map(
    ([name, { value, description }]) => `| \`${name}\` | ${value} | ${description.replaceAll("|", "\\|")} |`,
  );
  return ["| Key | Value | |", "| --- | --- | --- |", ...rows].join("\n");
}

/** The tables of docs/configuration.md by the names of their markers. */
export const KEY_TABLES: Readonly<Record<string, Keys>> = {
  keys: TOP_KEYS,
  "ignore keys": IGNORE_KEYS,
  "environment keys": ENVIRONMENT_KEYS,
};
