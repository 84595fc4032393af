/** Settings that are too much to follow: each ends soon, with one message that says so, and nothing is claimed. */
import { describe, expect, test } from "vitest";
import { analyze } from "../../server/src/analyze";
import { MAX_FILE_BYTES } from "../../server/src/syntax/document";
import { memorySnapshot } from "../support/memorySnapshot";

const managePy = 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site.settings")\n';

function report(files: Readonly<Record<string, string>>) {
  const snapshot = memorySnapshot({ "manage.py": managePy, "site/__init__.py": "", ...files });
  return analyze(snapshot).projects[0]!;
}

const cycle = Object.fromEntries(
  Array.from({ length: 500 }, (_, n) => [
    `site/part${n}.py`,
    `from .part${(n + 1) % 500} import *\n\nOPTION_${n} = ${n}\n`,
  ]),
);

const nested = (depth: number) => `X = ${"[".repeat(depth)}${"]".repeat(depth)}\nDEBUG = True\n`;

describe.each([
  [
    "100,000 nested brackets",
    { "site/settings.py": nested(100_000) },
    "site/settings.py is nested too deeply to read (line 1)",
  ],
  [
    "one bracket more than Python allows",
    { "site/settings.py": nested(201) },
    "site/settings.py is nested too deeply to read (line 1)",
  ],
  [
    "a file of 10 MB",
    { "site/settings.py": "OPTION = 1  # xxxxx\n".repeat(500_000) },
    "site/settings.py is too large to read",
  ],
  [
    "an import cycle of 500 modules",
    { ...cycle, "site/settings.py": "from .part0 import *\n" },
    "the settings import modules or call functions more than 40 deep, which is not followed",
  ],
  [
    "a helper that calls itself 1,000 times",
    { "site/settings.py": "def f(n):\n    return 0 if n == 0 else f(n - 1)\n\n\nX = f(1000)\n" },
    "the settings import modules or call functions more than 40 deep, which is not followed",
  ],
  [
    "four million rounds of a loop",
    { "site/settings.py": "X = 0\nfor a in range(2000):\n    for b in range(2000):\n        X += 1\n" },
    "the settings take too many steps to follow",
  ],
] as const)("%s", (_, files, reason) => {
  const { startup, settings } = report(files);

  test("says why the settings are not known", () => {
    expect(startup).toMatchObject({ state: "unknown", reason });
    expect(startup.state === "unknown" && startup.at?.file).toBe("site/settings.py");
  });

  test("claims nothing about what it did not follow", () => {
    expect(settings.value("X").kind).toBe("unknown");
  });
});

test("what Python does allow is followed", () => {
  const { startup, settings } = report({ "site/settings.py": nested(200) });
  expect(startup.state).toBe("ok");
  expect(settings.value("X").kind).toBe("list");
  expect(MAX_FILE_BYTES).toBeLessThan(10_000_000);
});
