/** The service over a workspace that takes its time. */
import { expect, it } from "vitest";
import type { Report } from "../../server/src/report";
import { createPreflight } from "../../server/src/service";
import type { Workspace } from "../../server/src/workspace";
import { testGrammars } from "../support/grammars";
import { memorySnapshot } from "../support/memorySnapshot";

const FILES = {
  "manage.py":
    'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_.settings")\nfrom django.core.management import execute_from_command_line\n',
  "site_/__init__.py": "",
  "site_/base.py": "DEBUG = True\nALLOWED_HOSTS = ['example.com']\n",
  "site_/settings.py": "from .base import *\nDEBUG = False\n",
  Procfile: "web: python manage.py runserver\n",
};

/** Answers late, and the later the more is asked for. */
function slowWorkspace(files: Readonly<Record<string, string>>): Workspace {
  const snapshot = memorySnapshot(files);
  let asked = 0;
  const pause = () => new Promise((done) => setTimeout(done, (++asked * 7) % 20));
  return {
    async readFile(path) {
      await pause();
      const document = snapshot.file(path);
      return document === undefined ? null : { text: document.text };
    },
    async readDirectory(path) {
      await pause();
      return snapshot.directory(path) ?? null;
    },
  };
}

async function slowPreflight(files: Readonly<Record<string, string>> = FILES) {
  return createPreflight({
    workspace: slowWorkspace(files),
    grammars: await testGrammars(),
    rootPath: "/app",
  });
}

it("never shows a report that missed files, however many ask at once", async () => {
  const preflight = await slowPreflight();
  const asking = Array.from({ length: 12 }, async (_, n) => {
    await new Promise((done) => setTimeout(done, n * 4));
    if (n % 3 === 0) preflight.invalidate(["site_/base.py"]);
    return preflight.use((report) =>
      report.projects.flatMap(({ verdicts }) =>
        verdicts.filter(({ shown }) => shown).map(({ rule }) => rule),
      ),
    );
  });
  for (const found of await Promise.all(asking)) {
    expect(found).toContain("web-runserver");
    expect(found).not.toContain("debug-true");
    expect(found).not.toContain("allowed-hosts-empty");
  }
  preflight.dispose();
});

it("goes on with other rules when one throws", async () => {
  const errors: string[] = [];
  const { analyze } = await import("../../server/src/analyze");
  const { rules } = await import("../../server/src/rules/index");
  const broken = {
    ...rules[0]!,
    id: "broken",
    check: () => {
      throw new Error("boom");
    },
  };
  const report = analyze(memorySnapshot(FILES), {
    rules: [broken, ...rules],
    onError: (what) => errors.push(what),
  });
  expect(errors).toEqual(["rule broken"]);
  const [project] = report.projects;
  expect(project!.verdicts.find(({ rule }) => rule === "broken")?.verdict.state).toBe("undecided");
  expect(project!.verdicts.find(({ rule }) => rule === "web-runserver")?.verdict.state).toBe("violated");
});

it("loads the files that only Django's checks look at", async () => {
  const preflight = await slowPreflight({
    ...FILES,
    "site_/settings.py":
      "from .base import *\nDEBUG = False\nCACHES = {'default': {'BACKEND': 'site_.cache.Files', 'LOCATION': 'cache'}}\n",
    "site_/cache.py":
      "from django.core.cache.backends.filebased import FileBasedCache\nclass Files(FileBasedCache): ...\n",
  });
  const state = (report: Report) => report.projects[0]!.checks.find(({ id }) => id === "caches.W003")?.state;
  await preflight.use(() => undefined);
  expect(await preflight.use(state)).toBe("reported");
  preflight.invalidateAll();
  expect(state(await preflight.check())).toBe("reported");
  preflight.dispose();
});

it("answers about what is typed before it is analysed", async () => {
  const preflight = await slowPreflight();
  const { projects } = await preflight.check();
  preflight.open("Procfile", FILES.Procfile);
  preflight.change("Procfile", [{ text: "web: gunicorn s" }]);
  const asked = await preflight.ask(
    ({ snapshot, projects, current }) => ({ text: snapshot.file("Procfile")?.text, projects, current }),
    {
      current: false,
    },
  );
  expect(asked).toEqual({ text: "web: gunicorn s", projects, current: false });
  expect(asked.projects).toBe(projects);
  const current = await preflight.ask(({ projects, current }) => ({ projects, current }));
  expect(current.current).toBe(true);
  expect(current.projects).not.toBe(projects);
  preflight.dispose();
});
