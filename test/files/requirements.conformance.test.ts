/** Requirement lines as pip's own parser reads them. */
import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { markerHolds } from "../../server/src/files/markers";
import { parseRequirement } from "../../server/src/files/requirement";

const PROGRAM = `
import json, re, sys
from pip._vendor.packaging.requirements import InvalidRequirement, Requirement

ENVIRONMENT = {
    "os_name": "posix", "sys_platform": "linux", "platform_system": "Linux", "platform_machine": "x86_64",
    "platform_python_implementation": "CPython", "implementation_name": "cpython", "platform_release": "",
    "platform_version": "", "implementation_version": "3.12.1", "python_full_version": "3.12.1", "python_version": "3.12",
    "extra": "",
}
answers = []
for line in json.load(sys.stdin):
    try:
        found = Requirement(line)
    except InvalidRequirement:
        answers.append(None)
        continue
    answers.append({
        "name": re.sub(r"[-_.]+", "-", found.name).lower(),
        "extras": sorted(re.sub(r"[-_.]+", "-", extra).lower() for extra in found.extras),
        "specifiers": sorted(str(each) for each in found.specifier),
        "url": found.url is not None,
        "holds": None if found.marker is None else found.marker.evaluate(ENVIRONMENT),
    })
json.dump(answers, sys.stdout)
`;

interface Read {
  readonly name: string;
  readonly extras: readonly string[];
  readonly specifiers: readonly string[];
  readonly url: boolean;
  readonly holds: boolean | null;
}

/** What `packaging` makes of the lines; undefined where no Python with pip is there. */
function readByPip(lines: readonly string[]): (Read | null)[] | undefined {
  const { status, stdout } = spawnSync("python3", ["-c", PROGRAM], {
    input: JSON.stringify(lines),
    encoding: "utf8",
  });
  return status === 0 ? JSON.parse(stdout) : undefined;
}

const hasPip = readByPip([]) !== undefined;

const space = fc.constantFrom("", " ", "  ");
const name = fc.constantFrom("Django", "dj-database_url", "zope.interface", "a", "A1", "psycopg", "x--y");
const extras = fc.constantFrom("", "[argon2]", "[binary, pool]", "[ Binary ]", "[]");
const version = fc.constantFrom("9", "5.2", "5.2.8", "1!2.0", "3.0rc1", "2.0.post1", "v1.2", "1.0+local");
const clause = fc
  .tuple(fc.constantFrom("==", ">=", "<=", "<", ">", "!=", "~="), space, version, fc.constantFrom("", ".*"))
  .map(([operator, gap, number, wildcard]) => {
    const plain = /^[\d.v]+$/.test(number);
    const safe = operator === "~=" && !number.includes(".") ? "1.0" : number;
    const local = safe.includes("+") && !/^[=!]=$/.test(operator) ? "1.0" : safe;
    return operator + gap + local + (plain && /^[=!]=$/.test(operator) ? wildcard : "");
  });
const specifier = fc
  .tuple(fc.array(clause, { maxLength: 3 }), space, fc.boolean())
  .map(([clauses, gap, inParentheses]) => {
    const text = clauses.join(`${gap},${gap}`);
    return inParentheses && text !== "" ? `(${text})` : text;
  });
const comparison = fc.oneof(
  fc
    .tuple(
      fc.constantFrom("sys_platform", "os_name", "platform_system", "platform_python_implementation"),
      fc.constantFrom("==", "!=", "in", "not in"),
      fc.constantFrom("win32", "linux", "posix", "Linux", "CPython", "linux darwin"),
    )
    .map(([variable, operator, value]) => `${variable} ${operator} "${value}"`),
  fc
    .tuple(
      fc.constantFrom("<", "<=", "==", "!=", ">", ">="),
      fc.constantFrom("3.8", "3.12", "3.13"),
      fc.boolean(),
    )
    .map(([operator, value, swapped]) =>
      swapped ? `'${value}' ${operator} python_version` : `python_version${operator}'${value}'`,
    ),
);
const marker = fc
  .array(fc.tuple(comparison, fc.constantFrom("and", "or"), fc.boolean()), { minLength: 1, maxLength: 4 })
  .map((parts) =>
    parts
      .map(([text, word, nested], n) => (n === 0 ? "" : ` ${word} `) + (nested ? `(${text})` : text))
      .join(""),
  );
const line = fc
  .tuple(name, space, extras, space, specifier, fc.option(fc.tuple(space, marker), { nil: undefined }))
  .map(
    ([title, a, list, b, limits, condition]) =>
      title + a + list + b + limits + (condition === undefined ? "" : `${condition[0]};${condition[1]}`),
  );

describe("requirements", () => {
  test.skipIf(!hasPip)(`agree with pip${hasPip ? "" : " (skipped: needs python3 with pip)"}`, () => {
    const lines = [
      ...fc.sample(line, { numRuns: 600, seed: 11 }),
      "Django @ https://example.org/django.whl",
      'Django @ https://example.org/a;b.whl ; sys_platform == "win32"',
      "not a requirement",
      "-r base.txt",
      "./local",
      "Django = 5",
      "Django 5",
    ];
    const answers = readByPip(lines)!;
    lines.forEach((text, n) => {
      const answer = answers[n]!;
      const found = parseRequirement(text);
      // What pip refuses may be read as anything that claims nothing; what it reads must be read the same.
      if (answer === null) return;
      expect({ text, found: found !== undefined }).toEqual({ text, found: true });
      const { name: title, extras: list, specifier: limits, url, marker: condition } = found!;
      expect({
        text,
        name: title,
        extras: [...new Set(list)].sort(),
        specifiers: limits
          .split(",")
          .filter((each) => each !== "")
          .map(canonical)
          .filter(unique)
          .sort(),
        url,
      }).toEqual({
        text,
        name: answer.name,
        extras: answer.extras,
        specifiers: answer.specifiers.map(canonical).filter(unique).sort(),
        url: answer.url,
      });
      const holds = condition === undefined ? null : markerHolds(condition, "3.12");
      expect({ text, holds }).toEqual({ text, holds: answer.holds });
    });
  });
});

/** Two spellings of one version are one. */
function canonical(text: string): string {
  return text.replace(/(?<=[=<>~!])v/, "");
}

function unique(text: string, n: number, all: readonly string[]): boolean {
  return all.indexOf(text) === n;
}
