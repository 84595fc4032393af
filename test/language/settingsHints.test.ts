/** What production gets, behind the lines of settings modules. */
import { describe, expect, test } from "vitest";
import { analyze } from "../../server/src/analyze";
import { codeLenses, inlayHints } from "../../server/src/language/language";
import { projectOf, SETTINGS } from "../support/exampleProject";
import { memorySnapshot } from "../support/memorySnapshot";

/** The text with its hints in `‹›`. */
function hinted(text: string, files: Readonly<Record<string, string>> = {}, path = SETTINGS): string {
  const snapshot = memorySnapshot({ ...projectOf({ [SETTINGS]: text, ...files }), [path]: text });
  const { projects } = analyze(snapshot);
  const context = { snapshot, projects, current: true };
  const on = { productionValues: true, environmentVariables: false };
  const found = inlayHints(context, path, { start: 0, end: text.length }, on);
  expect(
    inlayHints(context, path, { start: 0, end: text.length }, { ...on, productionValues: false }),
  ).toEqual([]);
  return found
    .toSorted((a, b) => b.at - a.at)
    .reduce((all, hint) => `${all.slice(0, hint.at)}‹${hint.text}›${all.slice(hint.at)}`, text);
}

describe("production's value", () => {
  test.for([
    ["DEBUG = False\nX = [1, (2, -3), {'a': None}]\n"],
    ["DEBUG = not True\n", "DEBUG = not True‹production: False›\n"],
    ["A = 60 * 60\n", "A = 60 * 60‹production: 3600›\n"],
    [
      'import os\nA = os.environ.get("A_B", "x")\n',
      'import os\nA = os.environ.get("A_B", "x")‹production: \'x\' unless A_B is set›\n',
    ],
    ['import os\nA = os.environ["A_B"]\n', 'import os\nA = os.environ["A_B"]‹production: from A_B›\n'],
    ["A = 1\nA = 2\n", "A = 1\nA = 2\n"],
    ["A = [1]\nA += [2]\n", "A = [1]‹production: [1, 2]›\nA += [2]\n"],
    ["from pathlib import Path\nBASE_DIR = Path(__file__).parent\nA = str(BASE_DIR)\n"],
    ["import unknown\nA = unknown.f()\nB = ['x' * 50, 'y' * 50]\n"],
    ["if X:\n    A = 1\n"],
  ])("%j", ([text, expected = text]) => {
    expect(hinted(text!)).toBe(expected);
  });

  test("is never a secret", () => {
    const code =
      'import os\nSECRET_KEY = "a" + "bcdef"\nDB = {"PASSWORD": "a" + "b"}\nURL = "redis://u:" + "pw@h"\n';
    expect(hinted(code)).toBe(code);
    expect(hinted('import os\nSECRET_KEY = os.environ.get("KEY", "abc")\n')).not.toContain("unless");
  });

  test("is shown where another module overrides the line", () => {
    const base = hinted(
      "DEBUG = True\nA = 1\n",
      { [SETTINGS]: "from .base import *\nDEBUG = False\n" },
      "mysite/base.py",
    );
    expect(base).toBe("DEBUG = True‹production: False›\nA = 1\n");
  });
});

describe("environment variables", () => {
  const SURROUNDINGS = {
    "app.json": '{"env": {"A_FLAG": {"value": "1"}, "MAIL_KEY": {"required": true}}}',
    ".env.example": "A_FLAG=0\nB_FLAG=\n",
  };
  function lenses(code: string): string[] {
    const snapshot = memorySnapshot(projectOf({ ...SURROUNDINGS, [SETTINGS]: code }));
    const { projects } = analyze(snapshot);
    const on = { productionValues: false, environmentVariables: true };
    const context = { snapshot, projects, current: true };
    expect(codeLenses(context, SETTINGS, { ...on, environmentVariables: false })).toEqual([]);
    return codeLenses(context, SETTINGS, on).map(({ title, places = [] }) => `${title} [${places.length}]`);
  }

  test("say where they are set, and what holds without them", () => {
    const code = [
      "import os",
      'A = os.environ.get("A_FLAG", "0") == "1"',
      'B = os.getenv("B_FLAG")',
      'C = os.environ["PORT"]',
      'D = os.environ["NOWHERE"]',
      'MAIL_KEY = os.environ.get("MAIL_KEY", "s3cr3t")',
      'E = os.environ.get("E_URL", "redis://u:pw@h")',
      'F = ["A_FLAG"]',
      "",
    ].join("\n");
    expect(lenses(code)).toEqual([
      'A_FLAG · in app.json and .env.example · default "0" [2]',
      "B_FLAG · in .env.example · None by default [1]",
      "PORT · set by Heroku · required [0]",
      "NOWHERE · in no file · required [0]",
      "MAIL_KEY · in app.json · has a default [1]",
      "E_URL · in no file · has a default [0]",
    ]);
  });

  test("are read with libraries, too", () => {
    expect(lenses('from decouple import config\nA = config("A_FLAG", cast=bool)\n')).toEqual([
      "A_FLAG · in app.json and .env.example · required [2]",
    ]);
    expect(lenses('import environ\nenv = environ.Env()\nA = env.bool("A_FLAG", default=False)\n')).toEqual([
      "A_FLAG · in app.json and .env.example · default False [2]",
    ]);
    expect(lenses('import environ\nenv = environ.Env()\nA = env("A_FLAG")\nB = (\n')).toEqual([
      "A_FLAG · in app.json and .env.example [2]",
    ]);
  });
});
