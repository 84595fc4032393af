/** Every question at every place of half-typed files has an answer. */
import { describe, expect, it } from "vitest";
import type { LanguageContext } from "../../server/src/language/features";
import * as language from "../../server/src/language/language";
import { exampleProject } from "../../server/src/rules/exampleProject";
import { languageContext } from "../support/languageContext";
import { memorySnapshot } from "../support/memorySnapshot";
import { randomNumbers } from "../support/mixedProjects";

const FILES = {
  Procfile: `# x
web: A=1 newrelic-admin run-program gunicorn --chdir=src 'my.wsgi' -b "0.0.0.0:$PORT" && sh -c "x \${Y:-2}" # z
worker: celery -A my worker -l INFO | python manage.py migrate --settings=my.settings\r\nx-y:\n`,
  "heroku.yml": `setup:
  addons: # x
  - plan: heroku-redis:mini
    as: "Q"
  config: {A: b}
build: {docker: {web: Dockerfile}}
release:
  image: 'web'
  command:
    - python manage.py "x"
run:
  web: |
    gunicorn my
  job:
    command: [celery, x]
`,
  "app.json": `{"env": {"A": {"required": false}, "B": "x\\"y"}, // z
"addons": ["heroku-redis", {"plan": 1}], "formation": {"web": {"size": "eco"}},
"scripts": {"postdeploy": "sh -c 'gunicorn $A'"}, "environments": {"review": {"env": []}}}`,
  ".env.example": "A=1\nexport B=\n# C=2\n",
  "mysite/settings.py":
    'import os\nA = os.environ["A"]\nclass E(BaseSettings):\n    x: int = 1\nif "A" in os.environ: pass\n',
} as const;

const SHORT: Readonly<Record<keyof typeof FILES, string>> = {
  Procfile: "web: A=1 gunicorn my.wsgi -b :$PORT\nx:",
  "heroku.yml": "run:\n  web:\n  - gunicorn my\nsetup: {",
  "app.json": '{"scripts":{"a":"gunicorn b"},"env":["',
  ".env.example": "A=1\n# export B=",
  "mysite/settings.py": 'import os\nA = os.environ["A"]',
};

const report = languageContext({
  ...exampleProject,
  ...FILES,
  "requirements.txt": "Django==5.2.8\ngunicorn\ncelery\n",
});

/** Asks everything at some offsets of a text. */
function askAll(path: string, text: string, offsets: Iterable<number>): void {
  const snapshot = memorySnapshot({ ...exampleProject, ...FILES, [path]: text });
  const context: LanguageContext = { snapshot, projects: report.projects, current: false };
  const inside = ({ start, end }: { readonly start: number; readonly end: number }) => {
    if (!(start >= 0 && start <= end && end <= text.length))
      throw new Error(`${start}-${end} of ${text.length}`);
  };
  for (const offset of offsets) {
    for (const { range } of language.complete(context, path, offset)) {
      inside(range);
      if (offset < range.start || offset > range.end) throw new Error("a completion is elsewhere");
      if (/[\r\n]/.test(text.slice(range.start, range.end)))
        throw new Error("a completion has several lines");
    }
    const hover = language.hover(context, path, offset);
    if (hover !== undefined) inside(hover.range);
    for (const { origin } of language.definition(context, path, offset)) inside(origin);
    for (const place of language.references(context, path, offset)) if (place.file === path) inside(place);
    language.rename(context, path, offset, "other");
  }
  for (const { range } of language.documentLinks(context, path)) inside(range);
  for (const { range, nameRange } of language.symbols(context, path)) {
    inside(range);
    if (nameRange.start < range.start || nameRange.end > range.end)
      throw new Error("a name outside its symbol");
  }
  for (const { range } of language.folding(context, path)) inside(range);
}

describe.each(Object.entries(FILES))("%s", (path, text) => {
  it("at every offset", () => {
    askAll(
      path,
      text,
      Array.from({ length: text.length + 1 }, (_, offset) => offset),
    );
  });

  it("at every offset of every beginning of a short one", () => {
    const short = SHORT[path as keyof typeof FILES];
    for (let length = 0; length <= short.length; length++) {
      askAll(
        path,
        short.slice(0, length),
        Array.from({ length: length + 1 }, (_, offset) => offset),
      );
    }
  });

  it("at the end and at other places of each of its beginnings", () => {
    const next = randomNumbers(7);
    for (let length = 0; length <= text.length; length++) {
      askAll(path, text.slice(0, length), [
        length,
        Math.floor(next() * (length + 1)),
        Math.floor(next() * (length + 1)),
      ]);
    }
  });

  it("with pieces torn out and put elsewhere", () => {
    const next = randomNumbers(11);
    const place = (length: number) => Math.floor(next() * (length + 1));
    for (let round = 0; round < 60; round++) {
      const start = place(text.length);
      const piece = text.slice(start, start + place(20));
      const rest = text.slice(0, start) + text.slice(start + piece.length);
      const at = place(rest.length);
      const torn = rest.slice(0, at) + piece + "\ufeff\t'\"|>&*{[$\\"[place(12)]! + rest.slice(at);
      askAll(path, torn, [at, at + piece.length, place(torn.length)]);
    }
    expect(true).toBe(true);
  });
});
