/** Every rule's own examples, which are also what its page shows, and what all rules have in common. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { ReportedVerdict } from "../../server/src/report";
import { rules as allRules } from "../../server/src/rules/index";
import type { ExampleFiles, Rule } from "../../server/src/rules/rule";
import { hasPython, needsPython, syntaxErrors } from "../support/cpython";
import { applyChanges, type Files, findingsOf, projectOf, verdictsOn } from "../support/exampleProject";

/** RULE=append-slash-off,debug-true leaves the other rules out. */
const only = process.env.RULE?.split(",");
const rules = allRules.filter(({ id }) => only?.includes(id) ?? true);

const directory = path.resolve(import.meta.dirname, "../../server/src/rules");

/** The first fix that is offered for the rule's findings. */
function firstFix(verdicts: readonly ReportedVerdict[], rule: Rule) {
  return findingsOf(verdicts, rule).flatMap(({ fixes }) => fixes)[0];
}

/** The rules with findings that matter. */
function alarms(verdicts: readonly ReportedVerdict[]): readonly string[] {
  return verdicts
    .filter(({ shown, severity }) => shown && /error|warning/.test(severity))
    .map(({ rule }) => rule);
}

function messagesOf(verdicts: readonly ReportedVerdict[]): string[] {
  return verdicts.map(({ verdict }) => verdict.message ?? "");
}

/** Python files of all bad examples and of what their fixes make of them, checked together. */
const python = new Map<string, string>();

function remember(name: string, files: Files): void {
  for (const [file, text] of Object.entries(files))
    if (file.endsWith(".py")) python.set(`${name}: ${file}`, text);
}

describe.for(rules.map((rule) => [rule.id, rule] as const))("%s", ([, rule]) => {
  describe.for(rule.examples.bad.map((example, n) => [n + 1, example] as const))(
    "bad example %i",
    ([n, { code, fixed }]) => {
      const files = projectOf(code);
      const before = verdictsOn(files);
      const fix = firstFix(before, rule);
      remember(`${rule.id} ${n}`, files);

      test("is reported", () => {
        const findings = findingsOf(before, rule);
        expect(findings).not.toEqual([]);
        for (const { verdict } of findings) {
          const text = files[verdict.at?.file ?? ""];
          expect(text, "the finding is in a file of the project").toBeDefined();
          expect(verdict.at!.start).toBeLessThanOrEqual(verdict.at!.end);
          expect(verdict.at!.end).toBeLessThanOrEqual(text!.length);
        }
      });

      test("has a message of one or two plain sentences", () => {
        for (const message of messagesOf(findingsOf(before, rule))) {
          expect(message).toMatch(/^\S.{20,350}[.?]$/s);
          expect(message).not.toMatch(/best practi[cs]e|undefined|\[object|\n| {2}|\.\.$/i);
        }
      });

      if (fixed !== undefined) {
        test("is fixed as the example shows", () => {
          expect(fix).toBeDefined();
          expect(applyChanges(files, fix!.changes)).toEqual(projectOf(fixed));
        });
      }

      if (fix === undefined) return;
      test("is gone after the fix, which adds no other", () => {
        const after = applyChanges(files, fix.changes);
        remember(`${rule.id} ${n}, fixed`, after);
        const verdicts = verdictsOn(after);
        if (fix.safety !== "step") expect(findingsOf(verdicts, rule)).toEqual([]);
        expect(firstFix(verdicts, rule)?.title).not.toBe(fix.title);
        const known = alarms(before);
        expect(alarms(verdicts).filter((alarm) => !known.includes(alarm))).toEqual([]);
      });
    },
  );

  test.for(rule.examples.good.map((example, n) => [n + 1, example] as const))(
    "good example %i is not reported",
    ([, example]) => {
      const files = projectOf(example);
      remember(`${rule.id} good`, files);
      expect(findingsOf(verdictsOn(files), rule)).toEqual([]);
    },
  );

  test("has examples, one of them with a value that is not known", () => {
    expect(rule.examples.bad.length).toBeGreaterThan(0);
    const text = JSON.stringify(rule.examples.good);
    expect(text).toMatch(/environ|getenv|config\(|import |\$/);
  });

  test("has documentation", () => {
    expect(rule.summary).toMatch(/^\S.{10,80}[^.!\s]$/);
    for (const text of [rule.docs.why, rule.docs.how]) expect(text.trim()).toMatch(/^\S.{30,}[.`]$/s);
    expect(rule.docs.references.length).toBeGreaterThan(0);
    for (const link of rule.docs.references) expect(new URL(link).protocol).toBe("https:");
    expect(new Set(rule.docs.references).size).toBe(rule.docs.references.length);
  });

  test("has fixes that say what they do", () => {
    const titles = (rule.fixes ?? []).flatMap(({ title }) => (typeof title === "string" ? [title] : []));
    for (const title of titles) expect(title).toMatch(/^[A-Z].{3,80}[^.]$/);
    expect((rule.fixes ?? []).filter(({ preferred, safety }) => preferred && safety === "step")).toEqual([]);
  });

  test("names Django's checks by their ids", () => {
    for (const id of rule.djangoIds ?? []) expect(id).toMatch(/^[a-z_0-9]+\.[EWI]\d{3}$/);
  });
});

interface Layout {
  readonly name: string;
  readonly change: (text: string) => string;
  /** What the file must hold for the fix to see the layout. */
  readonly shownBy?: RegExp;
  /** What of the results is compared. */
  readonly compared?: (text: string) => string;
}

const layouts: readonly Layout[] = [
  { name: "CRLF", change: (text) => text.replaceAll("\n", "\r\n") },
  { name: "a BOM", change: (text) => `\ufeff${text}` },
  {
    name: "tabs",
    change: (text) => text.replace(/^(?: {4})+/gm, (spaces) => "\t".repeat(spaces.length / 4)),
    shownBy: /^ {4}/m,
  },
  { name: "no line break at the end", change: (text) => text.replace(/\n$/, "") },
  {
    name: "the other quotes",
    // A string that holds a quote keeps its own.
    change: (text) =>
      text.replace(/"([^"\n]*)"|'([^'\n]*)'/g, (string, double?: string, single?: string) => {
        if (/["']/.test(double ?? single ?? "")) return string;
        return double === undefined ? `"${single}"` : `'${double}'`;
      }),
    shownBy: /['"]/,
  },
  {
    name: "comments",
    change: (text) => text.replace(/(?<=[,[\w)])$/gm, "  # why"),
    compared: (text) => text.replace(/ +#.*$/gm, ""),
  },
];

describe("a fix keeps the layout of the file", () => {
  const cases = rules.flatMap((rule) =>
    rule.examples.bad.flatMap(({ code, fixed }, n) =>
      fixed === undefined || !isPython(fixed) ? [] : [{ name: `${rule.id} ${n + 1}`, rule, code, fixed }],
    ),
  );
  const suites = layouts.flatMap((layout) => {
    const { shownBy = /^/ } = layout;
    const shown = cases.filter(({ code }) => shownBy.test(settingsText(code)));
    return shown.length === 0 ? [] : [{ layout, shown }];
  });
  describe.for(suites.map((suite) => [suite.layout.name, suite] as const))("%s", ([, { layout, shown }]) => {
    const { compared = (text) => text } = layout;
    test.for(shown)("$name", ({ name, rule, code, fixed }) => {
      const files = changePython(projectOf(code), layout.change);
      const fix = firstFix(verdictsOn(files), rule);
      // A fix gives up where comments would be lost.
      if (fix === undefined && layout.name === "comments") return;
      expect(fix).toBeDefined();
      const after = applyChanges(files, fix!.changes);
      remember(`${name}, ${layout.name}`, after);
      const expected = changePython(projectOf(fixed), layout.change);
      expect(changePython(after, compared)).toEqual(changePython(expected, compared));
    });
  });
});

function settingsText(example: ExampleFiles): string {
  if (typeof example === "string") return example;
  return Object.entries(example)
    .filter(([file]) => file.includes("settings"))
    .map(([, text]) => text)
    .join("");
}

/** Whether an example is about Python alone. */
function isPython(example: ExampleFiles): boolean {
  return typeof example === "string" || Object.keys(example).some((file) => file.endsWith("settings.py"));
}

function changePython(files: Files, change: (text: string) => string): Files {
  const entries = Object.entries(files).map(
    ([file, text]) => [file, file.endsWith(".py") && text !== "" ? change(text) : text] as const,
  );
  return Object.fromEntries(entries);
}

test.skipIf(!hasPython)(`CPython compiles every example and every fix${needsPython}`, () => {
  const errors = syntaxErrors([...python.values()]);
  const broken = [...python.keys()].filter((_, n) => errors[n] !== null);
  expect(broken).toEqual([]);
});

describe("the index", () => {
  const files = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(path.join(directory, name)).map((file) => `${name}/${file}`));

  test("holds every rule file once, under its own name", () => {
    expect(allRules.map(({ group, id }) => `${group}/${id}.ts`).sort()).toEqual(files.sort());
    for (const { id } of allRules) expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    expect(new Set(allRules.map(({ id }) => id)).size).toBe(allRules.length);
    expect(new Set(allRules.map(({ summary }) => summary)).size).toBe(allRules.length);
  });

  test("names rules that exist where one covers another", () => {
    const ids = new Set(allRules.map(({ id }) => id));
    for (const file of files) {
      const text = readFileSync(path.join(directory, file), "utf8");
      for (const [, id] of text.matchAll(/coveredBy: "([\w-]+)"/g)) expect(ids).toContain(id);
    }
  });
});
