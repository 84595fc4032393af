/**
 * The proof that `fix --all` makes projects that run: fixed by the command, installed from their own dependency file, started
 * with the Procfile's own command on PostgreSQL, and asked as Heroku's router asks; and `runserver` on SQLite for developers.
 */
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rules } from "../../server/src/rules/index";
import { applyFix, offeredFixes } from "../support/preflight";
import { root } from "../support/root";
import {
  type Advice,
  appJsonVariables,
  install,
  preflight,
  procfileCommand,
  readAdvice,
  shell,
  withPath,
} from "./deployed";
import {
  copyOf,
  execute,
  type Run,
  readVenvs,
  removeTemporary,
  startProject,
  type Variables,
  type Venv,
} from "./django";
import { type Postgres, postgresNeeds, startPostgres } from "./postgres";
import { type Answer, ask, freePort, withServer } from "./server";

const fixtures = path.join(root, "test/fixtures");

const KEY = "kV3w9TqLr5Zx1bNn7YcD2mFsG8hJpR4tU6aE0oWiQzXyBvClMbPd";

/** What is given to the variables that `fix` or app.json name. */
const values: Variables = {
  SECRET_KEY: KEY,
  DJANGO_SECRET_KEY: KEY,
  ALLOWED_HOSTS: "www.example.com",
  DJANGO_ALLOWED_HOSTS: "www.example.com, example.com",
  EMAIL_HOST: "smtp.example.com",
  EMAIL_HOST_USER: "site@example.com",
  EMAIL_HOST_PASSWORD: "a password",
};

interface Subject {
  readonly venv: Venv;
  /** Makes the project, in a directory that may be changed. */
  readonly make: () => Promise<string> | string;
  /** The name that visitors know the site by. */
  readonly host: string;
  /** Values that are written in another way than elsewhere. */
  readonly own?: Variables;
}

/** The projects in the style of tutorials, each with the Django that its dependency file asks for. */
const tutorials = [
  { name: "single-settings", django: "5.2", host: "my-blog.herokuapp.com" },
  { name: "split-settings", django: "4.2", host: "www.example.com" },
  {
    name: "pydantic-settings",
    django: "6.0",
    host: "www.example.com",
    own: { ALLOWED_HOSTS: '["www.example.com"]' },
  },
  { name: "django-environ", django: "newest", host: "www.example.com" },
];

/** Checks that ask for the end of the HSTS ramp. */
const END_OF_RAMP = ["security.W005", "security.W021"];

const YEAR = 31_536_000;

let postgres: Postgres;
beforeAll(async () => {
  if (postgresNeeds === undefined) postgres = await startPostgres();
});
afterAll(async () => {
  await postgres?.stop();
  removeTemporary();
});

const venvs = readVenvs();
for (const venv of venvs) {
  const make = () => startProjectForHeroku(venv);
  prove(`startproject, Django ${venv.name}`, { venv, make, host: "www.example.com" });
}
for (const { name, django, ...rest } of tutorials) {
  const venv = venvs.find((each) => each.name === django)!;
  const make = () => copyOf(path.join(fixtures, "tutorials", name));
  prove(`${name}, Django ${django}`, { venv, make, ...rest });
}

test.each(END_OF_RAMP)("our documentation says why %s is left", (id) => {
  const rule = rules.find(({ djangoIds }) => djangoIds?.includes(id));
  const page = readFileSync(path.join(root, `docs/rules/${rule?.id}.md`), "utf8");
  expect(page).toContain(`Django's check ${id} asks for`);
  expect(page).toMatch(/the (very )?last/);
});

/** What startproject makes, with an app, and the files of a new deployment. */
async function startProjectForHeroku(venv: Venv): Promise<string> {
  const project = await startProject(venv);
  cpSync(path.join(fixtures, "pages"), path.join(project, "pages"), { recursive: true });
  const settings = path.join(project, "mysite/settings.py");
  const text = readFileSync(settings, "utf8");
  writeFileSync(settings, text.replace("INSTALLED_APPS = [\n", "INSTALLED_APPS = [\n    'pages',\n"));
  writeFileSync(
    path.join(project, "mysite/urls.py"),
    [
      "from django.contrib import admin",
      "from django.urls import include, path",
      "",
      "urlpatterns = [",
      "    path('admin/', admin.site.urls),",
      "    path('', include('pages.urls')),",
      "]",
      "",
    ].join("\n"),
  );
  writeFileSync(path.join(project, "requirements.txt"), `${venv.requirement}\n`);
  const written = await preflight("new", project);
  expect(written.code, written.stderr).toBe(0);
  return project;
}

function prove(name: string, { venv, make, host, own = {} }: Subject): void {
  const needs = venv.needs ?? postgresNeeds;
  const skipped = needs === undefined ? "" : ` (skipped: needs ${needs})`;
  describe.skipIf(needs)(`${name}${skipped}`, () => {
    let project: string;
    let bin: string;
    let advice: Advice;
    let production: Variables;

    beforeAll(async () => {
      project = await make();
      const fixed = await preflight("fix", project, "--all");
      expect(fixed.code, fixed.stderr).toBe(0);
      advice = readAdvice(fixed.stderr);
      bin = await install(venv, project);
      const inAppJson = appJsonVariables(project);
      const asked = [...advice.production, ...Object.keys(inAppJson)].map((name) => {
        const value = inAppJson[name] ?? own[name] ?? values[name];
        if (value === undefined) throw new Error(`nothing is known about the variable ${name}`);
        return [name, value];
      });
      production = withPath(bin, {
        ...Object.fromEntries(asked),
        DYNO: "web.1",
        DATABASE_URL: await postgres.createDatabase(name.replaceAll(/\W+/g, "_").toLowerCase()),
      });
    });

    const manage = (...args: string[]) =>
      execute(path.join(bin, "python"), ["manage.py", ...args], project, production);

    test("fixing it again changes nothing", async () => {
      expect(await preflight("fix", project, "--all")).toEqual({
        code: 0,
        stdout: "",
        stderr: "nothing to fix\n",
      });
    });

    test("we find no error and no warning", async () => {
      // That a Django gets no security fixes any more is true of some that are proven here.
      const { code, stdout } = await preflight("check", project, "--ignore", "django-eol");
      expect(code, stdout).toBe(0);
    });

    test("developers get it on http://localhost, on SQLite", async () => {
      await inDevelopment(copyOf(project), bin, advice);
    });

    test("check --deploy asks for nothing but the end of the HSTS ramp", async () => {
      const run = await manage("check", "--deploy");
      expect(reportedBy(run), run.stdout + run.stderr).toEqual(END_OF_RAMP);
      // Django's own lines are the heading, the word WARNINGS, a line for each message, and a count.
      const lines = (run.stdout + run.stderr).split("\n").filter((line) => line.trim() !== "");
      expect(lines.slice(2)).toHaveLength(END_OF_RAMP.length + 1);
      expect(run.code).toBe(0);
    });

    test("the release migrates PostgreSQL", async () => {
      const release = await shell(procfileCommand(project, "release"), project, production);
      expect(release.code, release.stderr).toBe(0);
      const applied =
        "SELECT count(*) FROM django_migrations WHERE app NOT IN ('admin', 'auth', 'contenttypes', 'sessions')";
      expect(await postgres.query(production.DATABASE_URL!, applied)).toEqual(["1"]);
      expect((await manage("migrate", "--check")).code).toBe(0);
    });

    test("collectstatic, then the web process behind Heroku's router", async () => {
      const collected = await manage("collectstatic", "--noinput");
      expect(collected.code, collected.stderr).toBe(0);
      await inProduction(project, production, host);
    });

    test("with the last step of HSTS check --deploy has nothing to say", async () => {
      const climbed = copyOf(project);
      const steps = await climb(climbed);
      const seconds = steps.flatMap((title) => /\d+(?= seconds)/.exec(title)?.[0] ?? []);
      expect(seconds).toEqual(["3600", "86400", "2592000", String(YEAR)]);
      expect(steps.slice(4)).toEqual([
        expect.stringContaining("subdomains"),
        expect.stringContaining("preload list"),
      ]);
      const run = await execute(
        path.join(bin, "python"),
        ["manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        climbed,
        production,
      );
      expect(run.code, run.stdout + run.stderr).toBe(0);
      expect(run.stdout + run.stderr).toContain("no issues");
    });
  });
}

/** The ids of what `manage.py check` prints. */
function reportedBy({ stdout, stderr }: Run): string[] {
  return [...(stdout + stderr).matchAll(/\((\w+\.[CDEIW]\d+)\)/g)].map(([, id]) => id!).sort();
}

/** Takes every step that is offered, one after the other. */
async function climb(project: string): Promise<string[]> {
  const steps: string[] = [];
  for (;;) {
    const step = (await offeredFixes(project)).find(({ safety }) => safety === "step");
    if (step === undefined || steps.length > 10) return steps;
    applyFix(project, step);
    steps.push(step.title);
  }
}

/** gunicorn with the command of the Procfile, asked as Heroku's router asks. */
async function inProduction(project: string, production: Variables, host: string): Promise<void> {
  const port = await freePort();
  const start = {
    program: "/bin/bash",
    args: ["-c", procfileCommand(project, "web")],
    cwd: project,
    // By itself gunicorn takes this machine's word for HTTPS, which the router is not: Django must know.
    variables: { ...production, PORT: String(port), FORWARDED_ALLOW_IPS: "192.0.2.1" },
    port,
  };
  await withServer(start, async (printed) => {
    const http = { Host: host, "X-Forwarded-Proto": "http" };
    const https = { Host: host, "X-Forwarded-Proto": "https" };

    const redirect = await ask(port, "/?page=1", http);
    expect(redirect.status, printed()).toBe(301);
    expect(redirect.headers.location).toBe(`https://${host}/?page=1`);

    const page = await ask(port, "/", https);
    expect(page.status, printed()).toBe(200);
    expect(page.headers["strict-transport-security"]).toBe("max-age=300");

    const stylesheet = linkIn(page);
    expect(stylesheet).toMatch(/^\/static\/.*\.[0-9a-f]{12}\.css$/);
    const file = await ask(port, stylesheet, https);
    expect(file.status, printed()).toBe(200);
    expect(file.body).toContain("sans-serif");
    expect(maxAge(file)).toBeGreaterThanOrEqual(YEAR);

    expect(printed()).not.toContain("Warning:");

    const stranger = await ask(port, "/", { ...https, Host: "attacker.example.net" });
    expect(stranger.status).toBe(400);

    const before = printed().length;
    const broken = await ask(port, "/broken/", https);
    expect(broken.status).toBe(500);
    expect(broken.body).not.toMatch(/Traceback|RuntimeError|this view always raises|DEBUG/);
    const log = await until(
      () => printed().slice(before),
      (text) => text.includes("this view always raises"),
    );
    expect(log).toContain("Traceback (most recent call last)");
    expect(log).toContain("RuntimeError: this view always raises");
  });
}

/** Real `runserver` with the variables that `fix` names, and no other. */
async function inDevelopment(project: string, bin: string, { development }: Advice): Promise<void> {
  const given = Object.entries(development).map(([name, value]) => [name, value ?? "anything"] as const);
  const variables = withPath(bin, Object.fromEntries(given));
  const python = path.join(bin, "python");
  const migrated = await execute(python, ["manage.py", "migrate"], project, variables);
  expect(migrated.code, migrated.stderr).toBe(0);
  const port = await freePort();
  const args = ["manage.py", "runserver", String(port)];
  await withServer({ program: python, args, cwd: project, variables, port }, async (printed) => {
    const page = await ask(port, "/");
    expect(page.status, printed()).toBe(200);
    expect(page.headers).not.toHaveProperty("strict-transport-security");
    const file = await ask(port, linkIn(page));
    expect(file.status, printed()).toBe(200);
    // The page for developers shows where they are: the database, too.
    const broken = await ask(port, "/broken/");
    expect(broken.body).toContain("this view always raises");
    expect(broken.body).toContain("django.db.backends.sqlite3");
  });
}

/** The stylesheet that a page links to. */
function linkIn({ body }: Answer): string {
  const link = /<link rel="stylesheet" href="([^"]+)">/.exec(body)?.[1];
  if (link === undefined) throw new Error(`the page links to no stylesheet:\n${body}`);
  return link;
}

function maxAge({ headers }: Answer): number {
  return Number(/max-age=(\d+)/.exec(headers["cache-control"] ?? "")?.[1]);
}

/** A server's output once it is as expected, or after two seconds. */
async function until(printed: () => string, ready: (text: string) => boolean): Promise<string> {
  for (let round = 0; round < 20 && !ready(printed()); round++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return printed();
}
