/** What is remembered between two keystrokes: nothing else is done again, and the answers are those of a fresh start. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { projectJson } from "../../server/src/cli/json";
import { createPreflight, type Preflight } from "../../server/src/service";
import { testGrammars } from "../support/grammars";
import { memoryWorkspace } from "../support/memoryWorkspace";
import { mixedProjects, randomNumbers } from "../support/mixedProjects";
import { randomEdit } from "../support/typing";

const grammars = await testGrammars();

function site(name: string): Record<string, string> {
  return {
    [`${name}/manage.py`]: `import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "${name}.settings")\n`,
    [`${name}/${name}/__init__.py`]: "",
    [`${name}/${name}/base.py`]: "DEBUG = True\nALLOWED_HOSTS = []\n",
    [`${name}/${name}/settings.py`]: "from .base import *\n\nDEBUG = False\n",
    [`${name}/Procfile`]: `web: gunicorn ${name}.wsgi\n`,
    [`${name}/requirements.txt`]: "Django==5.2.7\n",
    [`${name}/app.json`]: "{}",
    [`${name}/notes.txt`]: "",
  };
}

const files = { ...site("blog"), ...site("shop") };

/** Texts that a file may be changed to. */
const variants: Readonly<Record<string, readonly string[]>> = {
  "base.py": [
    "",
    "ALLOWED_HOSTS = ['a.example.com']\n",
    'import os\nSECRET_KEY = os.environ["KEY"]\n',
    "DEBUG = (\n",
  ],
  "settings.py": [
    "from .base import *\n\nDEBUG = False\nX_FRAME_OPTIONS = 'SAMEORIGIN'\nSESSION_COOKIE_SECURE = True\n",
    "from .base import *\n# moved\nDEBUG = False\nX_FRAME_OPTIONS = 'SAME'\nSESSION_COOKIE_SECURE = True\n",
    "import os\nfrom .base import *\nDEBUG = os.environ.get('D') == '1'\nif not DEBUG:\n    X_FRAME_OPTIONS = 'SAME'\n",
    "import os\nfrom .base import *\nDEBUG = os.environ.get('E') == '1'\nif DEBUG:\n    X_FRAME_OPTIONS = 'SAME'\n",
    "import os\nfrom .base import *\nEMAIL_HOST = os.environ['E']\nEMAIL_PORT = 465\nEMAIL_USE_TLS = True\n",
    "from .base import *\n\nDEBUG = True\n",
    "from .other import *\n",
    "MIDDLEWARE = []\n",
    "from .base import *\nX = [",
  ],
  Procfile: ["web: python manage.py runserver\n", "web: DEBUG=1 gunicorn blog.wsgi\n", ""],
  "requirements.txt": ["Django==4.2.1\ngunicorn==27.0.1\n", "django-heroku\n", "-r other.txt\n"],
  "app.json": ['{"env": {"KEY": {"value": "abc"}}}', '{"env": {"DEBUG": {"required": true}}}', "{"],
  "notes.txt": ["Remember the milk.\n"],
};

function start(contents: Readonly<Record<string, string>>): Preflight {
  return createPreflight({ workspace: memoryWorkspace(contents), grammars, rootPath: "/app" });
}

const answers = (service: Preflight) =>
  service.use((report, snapshot) => report.projects.map((project) => projectJson(project, snapshot)));

test("a file that a project did not read leaves its report as it is", async () => {
  const service = start(files);
  service.open("blog/blog/settings.py", files["blog/blog/settings.py"]!);
  service.open("notes.txt", "");
  const before = (await service.check()).projects;
  service.change("notes.txt", [{ text: "Milk." }]);
  for (const [n, project] of (await service.check()).projects.entries()) expect(project).toBe(before[n]);
  service.change("blog/blog/settings.py", [{ text: "DEBUG = True\n" }]);
  const after = (await service.check()).projects;
  expect(after.map(({ project }) => project.root)).toEqual(["blog", "shop"]);
  expect(after[0]).not.toBe(before[0]);
  expect(after[1]).toBe(before[1]);
  service.dispose();
});

test("a key in the Procfile leaves the settings as they are", async () => {
  const service = start(files);
  service.open("blog/Procfile", files["blog/Procfile"]!);
  const before = (await service.check()).projects[0]!;
  service.change("blog/Procfile", [{ text: "web: gunicorn blog.wsgi --workers 2\n" }]);
  const after = (await service.check()).projects[0]!;
  expect(after).not.toBe(before);
  expect(after.settings).toBe(before.settings);
  service.change("blog/Procfile", [{ text: "web: DEBUG=1 gunicorn blog.wsgi\n" }]);
  expect((await service.check()).projects[0]!.settings).not.toBe(before.settings);
  service.dispose();
});

test("after any edits the answers are those of a fresh start", async () => {
  const edit = fc
    .tuple(fc.constantFrom("blog", "shop"), fc.constantFrom(...Object.keys(variants)))
    .chain(([name, file]) => {
      const path = file.endsWith(".py") ? `${name}/${name}/${file}` : `${name}/${file}`;
      return fc.record({ path: fc.constant(path), text: fc.constantFrom(files[path]!, ...variants[file]!) });
    });
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 6 }), async (edits) => {
      const service = start(files);
      const contents: Record<string, string> = { ...files };
      await service.check();
      for (const { path, text } of edits) {
        if (contents[path] === files[path]) service.open(path, files[path]!);
        service.change(path, [{ text }]);
        contents[path] = text;
        const fresh = start(contents);
        // What an earlier version of a broken file was stands for it; a fresh start does not know that.
        const readable = Object.values(contents).every((content) => !/[([]\s*$/.test(content));
        if (readable) expect(await answers(service)).toEqual(await answers(fresh));
        fresh.dispose();
      }
      service.dispose();
    }),
    { numRuns: 60, seed: 1 },
  );
});

/** Whatever anybody may ask of a report: the verdicts with their places, and all about each setting. */
const everything = (service: Preflight) =>
  service.use((report, snapshot) =>
    report.projects.map((project) => {
      const { settings } = project;
      const about = (name: string) => ({
        name,
        readings: settings.readings(name),
        location: settings.location(name),
        history: settings.history(name),
        variable: settings.variableReadings(name),
      });
      return {
        report: projectJson(project, snapshot),
        verdicts: project.verdicts.map(({ verdict, scope }) => ({ verdict, scope })),
        files: project.files,
        variables: [...project.variables],
        settings: settings.names.map(about),
        end: settings.end,
      };
    }),
  );

/** One project in so many is typed in. */
const STEP = Math.max(1, Math.round(12 / Number(process.env.RUNS ?? 1)));

test("keys pressed in settings of all kinds leave what a fresh start finds", async () => {
  const projects = mixedProjects(7).filter((_, n) => n % STEP === 0);
  const next = randomNumbers(11);
  let compared = 0;
  for (const { name, files: contents } of projects) {
    const path = Object.keys(contents).find(
      (file) => /settings(?:\/base)?\.py$/.test(file) && contents[file] !== "",
    );
    if (path === undefined) continue;
    const service = start(contents);
    service.open(path, contents[path]!);
    await everything(service);
    let text = contents[path]!;
    for (let key = 0; key < 8; key++) {
      const before = text;
      const { start: from, end, text: typed } = randomEdit(text, next);
      text = text.slice(0, from) + typed + text.slice(end);
      service.change(path, [{ text }]);
      const parses = await service.use((_, snapshot) => snapshot.file(path)!.python().errorAt === undefined);
      if (!parses) {
        text = before;
        service.change(path, [{ text }]);
      }
      const fresh = start({ ...contents, [path]: text });
      expect({ name, text, found: await everything(service) }).toEqual({
        name,
        text,
        found: await everything(fresh),
      });
      compared++;
      fresh.dispose();
    }
    service.dispose();
  }
  expect(compared).toBeGreaterThan(projects.length * 7);
});
