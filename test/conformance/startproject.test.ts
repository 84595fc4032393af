/** A fresh `django-admin startproject` of each Django: our checks are Django's, before and after every fix. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applyAllFixes, applyFix, offeredFixes } from "../support/preflight";
import {
  compare,
  copyOf,
  djangoCheck,
  execute,
  readVenvs,
  removeTemporary,
  type Site,
  startProject,
  type Variables,
  type Venv,
} from "./django";

/** What README.md tells a developer to set. */
const development = { DJANGO_DEBUG: "1", DJANGO_SECRET_KEY: "for-development-only" };

const production = {
  DJANGO_SECRET_KEY: "kV3w9TqLr5Zx1bNn7YcD2mFsG8hJpR4tU6aE0oWiQzXyBvClMbPd",
  DJANGO_ALLOWED_HOSTS: "www.example.com",
  ALLOWED_HOSTS: "www.example.com",
  DATABASE_URL: "postgres://user:password@db.example.com:5432/site",
  DYNO: "web.1",
};

const environments: Readonly<Record<string, Variables>> = { empty: {}, development, production };

/** What the projects hold beside the files of startproject. */
const variants = {
  plain: {},
  Heroku: { Procfile: "web: gunicorn mysite.wsgi\n", "requirements.txt": "{django}\ngunicorn\n" },
} as const;

afterAll(removeTemporary);

for (const venv of readVenvs()) {
  const skipped = venv.needs === undefined ? "" : ` (skipped: needs ${venv.needs})`;
  describe.skipIf(venv.needs)(`Django ${venv.name}${skipped}`, async () => {
    if (venv.needs) {
      test("startproject", () => {});
      return;
    }
    const fresh = await startProject(venv);
    for (const [variant, files] of Object.entries(variants)) {
      const project = copyOf(fresh);
      for (const [file, text] of Object.entries(files)) {
        writeFileSync(path.join(project, file), text.replace("{django}", venv.requirement));
      }
      describe(`startproject, ${variant}`, async () => {
        await testProject(venv, { directory: project, settings: "mysite.settings" });
      });
    }
  });
}

async function testProject(venv: Venv, site: Site): Promise<void> {
  test.for(Object.entries(environments))("as it is, with the %s environment", async ([, variables]) => {
    expect(await compare(venv, site, variables)).toEqual([]);
  });

  test("Django reports something to compare with", async () => {
    const outcome = await djangoCheck(venv, site, {});
    expect(outcome).toMatchObject({ state: "starts", reported: expect.arrayContaining(["security.W018"]) });
  });

  const fixes = (await offeredFixes(site.directory)).filter((fix) => fix.safety !== "step");
  test("offers fixes", () => {
    const rules = fixes.map((fix) => fix.rule);
    expect(rules).toEqual(expect.arrayContaining(["debug-true", "secret-key-hardcoded"]));
  });

  const named = fixes.map((fix) => [`${fix.title} (${fix.verdict})`, fix] as const);
  test.for(named)("after the fix: %s", async ([, fix]) => {
    const directory = copyOf(site.directory);
    applyFix(directory, fix);
    const left = await offeredFixes(directory);
    expect(left.map(({ verdict }) => verdict)).not.toContain(fix.verdict);
    expect(await compare(venv, { ...site, directory }, {})).toEqual([]);
    await compiles(venv, directory);
  });

  describe("after all fixes", () => {
    const directory = copyOf(site.directory);
    beforeAll(() => applyAllFixes(directory));

    test.for(Object.entries(environments))("with the %s environment", async ([, variables]) => {
      expect(await compare(venv, { ...site, directory }, variables)).toEqual([]);
    });

    test("CPython compiles the settings", () => compiles(venv, directory));
  });
}

async function compiles(venv: Venv, project: string): Promise<void> {
  const check = "import ast, sys; ast.parse(open(sys.argv[1], 'rb').read())";
  const { stderr } = await execute(venv.python, ["-c", check, "mysite/settings.py"], project, {});
  expect(stderr).toBe("");
}
