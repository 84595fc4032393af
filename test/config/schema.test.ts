/** The JSON schema that editors use says of a configuration what the reader says. */
import { readFileSync } from "node:fs";
import path from "node:path";
import Ajv from "ajv";
import { parse } from "smol-toml";
import { describe, expect, test } from "vitest";
import { ENVIRONMENT_KEYS, IGNORE_KEYS, TOP_KEYS } from "../../server/src/config/keys";
import { policyOf } from "../../server/src/config/policy";
import { readConfiguration } from "../../server/src/config/read";
import { memorySnapshot } from "../support/memorySnapshot";
import { root } from "../support/root";

const schema = JSON.parse(readFileSync(path.join(root, "docs/django-preflight.schema.json"), "utf8"));
const matches = new Ajv({ strict: false }).compile(schema);

function isRight(text: string): { readonly reader: boolean; readonly schema: boolean } {
  const document = memorySnapshot({ "django-preflight.toml": text }).file("django-preflight.toml")!;
  const reader = policyOf(readConfiguration(document)).problems.length === 0;
  return { reader, schema: matches(parse(text)) };
}

/** A right value and wrong ones for each key, as TOML. */
const VALUES: Readonly<Record<string, readonly [right: string, ...wrong: string[]]>> = {
  settings: ['"a.b"', "1", "true", '["a"]'],
  severity: [
    '{ debug-true = "info", security = "off" }',
    '"info"',
    "{ debug-true = 1 }",
    '{ debug-true = "none" }',
  ],
  ignore: ['[{ paths = ["a"], rules = ["email"] }]', '{ paths = ["a"] }', "[1]", '[{ rules = ["email"] }]'],
  environments: ["{ staging = {} }", "[]", "{ staging = 1 }", '"staging"'],
};
const IGNORE: typeof VALUES = {
  paths: ['["a", "b/"]', '"a"', "[1]", "[]"],
  rules: ['["debug-true", "security", "unused-suppression"]', '"debug-true"', '["no-such-rule"]'],
  reason: ['"why"', "1", '["why"]'],
};
const ENVIRONMENT: typeof VALUES = {
  settings: ['"a"', "1"],
  variables: ['{ A = "1" }', "{ A = 1 }", "{ A = true }", '["A"]'],
  set: ['["A"]', '"A"', "[1]"],
  unset: ['["A"]', '"A"', "[true]"],
  closed: ["true", '"true"', "1"],
  hosts: ['["example.com"]', '"example.com"', "[1]"],
};

const places = [
  {
    name: "the top",
    keys: TOP_KEYS,
    values: VALUES,
    line: (key: string, value: string) => `${key} = ${value}\n`,
  },
  {
    name: "ignore",
    keys: IGNORE_KEYS,
    values: IGNORE,
    line: (key: string, value: string) =>
      `[[ignore]]\n${key === "paths" ? "" : 'paths = ["a"]\n'}${key} = ${value}\n`,
  },
  {
    name: "an environment",
    keys: ENVIRONMENT_KEYS,
    values: ENVIRONMENT,
    line: (key: string, value: string) => `[environments.staging]\n${key} = ${value}\n`,
  },
];

describe.for(places)("$name", ({ keys, values, line }) => {
  test.for(Object.keys(keys).filter((key) => key !== "default-environment"))("%s", (key) => {
    const [right, ...wrong] = values[key]!;
    expect(isRight(line(key, right))).toEqual({ reader: true, schema: true });
    for (const value of wrong)
      expect([value, isRight(line(key, value))]).toEqual([value, { reader: false, schema: false }]);
    expect(isRight(line(`${key}s-strange`, right))).toEqual({ reader: false, schema: false });
  });
});

test("default-environment", () => {
  const text = 'default-environment = "a"\n[environments.a]\n';
  expect(isRight(text)).toEqual({ reader: true, schema: true });
  expect(isRight(text.replace('"a"', "1"))).toEqual({ reader: false, schema: false });
});
