/** `django-preflight probe` against real Django under real gunicorn on this machine, with and without TLS. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import Ajv from "ajv";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "../support/root";
import {
  execute,
  mustExecute,
  type Run,
  readServers,
  readVenvs,
  removeTemporary,
  startProject,
  temporaryDirectory,
  type Variables,
  type Venv,
} from "./django";
import { freePort, withServer } from "./server";

afterAll(removeTemporary);

const servers = readServers();
const newest = readVenvs().find(({ name }) => name === "newest")!;
const needs = servers.needs ?? newest.needs;
const skipped = needs === undefined ? "" : ` (skipped: needs ${needs})`;

const SETTINGS = `
import os

DEBUG = False
ALLOWED_HOSTS = ["localhost"]
INSTALLED_APPS += ["django.contrib.sitemaps"]
MIDDLEWARE.insert(1, "whitenoise.middleware.WhiteNoiseMiddleware")
TEMPLATES[0]["DIRS"] = [BASE_DIR / "templates"]
STATICFILES_DIRS = [BASE_DIR / "assets"]
STATIC_ROOT = BASE_DIR / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
SESSION_COOKIE_NAME = "visit"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = "PLAIN_COOKIES" not in os.environ
SECURE_SSL_REDIRECT = "NO_REDIRECT" not in os.environ
SECURE_SSL_HOST = os.environ.get("SSL_HOST")
# Nobody knows it before production.
SECURE_HSTS_SECONDS = int(os.environ["HSTS"])
`;

const YEAR = { HSTS: "31536000" };

const URLS = `
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import path
from django.views.generic import TemplateView


class Pages(Sitemap):
    def items(self):
        return ["/"]

    def location(self, item):
        return item


def log_in(request):
    request.session["seen"] = True
    return HttpResponse(get_token(request))


urlpatterns = [
    path("", TemplateView.as_view(template_name="home.html")),
    path("log-in/", log_in),
    path("robots.txt", lambda request: HttpResponse("User-agent: *\\nDisallow:\\n", content_type="text/plain")),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": Pages}}),
]
`;

const HOME = `{% load static %}<!doctype html><html lang="en"><head><title>Shop</title>
<link rel="icon" href="{% static 'icon.svg' %}"><link rel="stylesheet" href="{% static 'shop.css' %}">
<script src="{% static 'shop.js' %}" defer></script></head><body><a href="/log-in/">Log in</a></body></html>`;

const FILES: Readonly<Record<string, string>> = {
  "mysite/urls.py": URLS,
  "templates/home.html": HOME,
  "templates/404.html": `<!doctype html><html lang="en"><title>Shop</title><p>${"We do not have that. ".repeat(20)}</p></html>`,
  "assets/shop.css": "body { margin: 0 }\n".repeat(200),
  "assets/shop.js": "console.log('shop');\n".repeat(200),
  "assets/icon.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
};

interface Result {
  readonly id: string;
  readonly state: string;
  readonly severity: string;
  readonly detail: string;
  readonly evidence: readonly string[];
}

interface Report {
  readonly results: readonly Result[];
  readonly trusted: boolean;
  readonly recorded: { readonly ticked: readonly string[]; readonly removed: readonly string[] } | null;
}

const ajv = new Ajv({ strict: false });
const schema = ajv.compile(JSON.parse(readFileSync(path.join(root, "schemas/probe.schema.json"), "utf8")));

interface Probed extends Run {
  readonly report: Report;
  /** "fail: The certificate expired 3 days ago." */
  said(id: string): string;
}

/** Runs the command as people do, and holds its JSON against the schema. */
async function probe(args: readonly string[], variables: Variables = {}, cwd = "/"): Promise<Probed> {
  const command = [path.join(root, "dist/cli.js"), "probe", ...args, "--format", "json"];
  const run = await execute(process.execPath, command, cwd, variables);
  if (run.stdout === "") throw new Error(run.stderr);
  const report = JSON.parse(run.stdout) as Report;
  expect(schema(report), JSON.stringify(schema.errors)).toBe(true);
  return {
    ...run,
    report,
    said(id) {
      const found = report.results.find((result) => result.id === id)!;
      return `${found.state}: ${found.detail}`;
    },
  };
}

function write(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(directory, file)), { recursive: true });
    writeFileSync(path.join(directory, file), text);
  }
}

interface Start {
  readonly variables?: Variables;
  /** Which certificate; none: plain HTTP. */
  readonly certificate?: string;
  readonly venv?: Venv;
  readonly port?: number;
}

/** Starts gunicorn on a project and calls `use` with its port. */
async function serving<T>(
  directory: string,
  { variables = {}, certificate, venv = newest, port: chosen }: Start,
  use: (port: number) => Promise<T>,
): Promise<T> {
  const port = chosen ?? (await freePort());
  const bin = path.dirname(venv.python);
  const tls = certificate === undefined ? [] : ["--certfile", certificate, "--keyfile", certificate];
  return withServer(
    {
      program: path.join(bin, "gunicorn"),
      args: ["--bind", `127.0.0.1:${port}`, ...tls, "mysite.wsgi"],
      cwd: directory,
      variables: { PATH: bin, ...YEAR, ...variables },
      port,
      ready: connects,
    },
    () => use(port),
  );
}

function connects(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve();
    });
    socket.on("error", reject);
  });
}

describe.skipIf(needs)(`a site with all that belongs to it${skipped}`, () => {
  let site: string;
  let certificates: string;
  const certificate = (name: string) => path.join(certificates, `${name}.pem`);
  const trusting = () => ({ NODE_EXTRA_CA_CERTS: certificate("ca") });

  beforeAll(async () => {
    certificates = temporaryDirectory();
    await mustExecute(
      servers.python,
      [path.join(root, "test/conformance/certificates.py"), certificates],
      "/",
    );
    site = await startProject(newest);
    write(site, FILES);
    const settings = path.join(site, "mysite/settings.py");
    writeFileSync(settings, readFileSync(settings, "utf8") + SETTINGS);
    const collected = await execute(newest.python, ["manage.py", "collectstatic", "--noinput"], site, YEAR);
    expect(collected.code, collected.stderr).toBe(0);
  });

  /** The site over HTTPS and over plain HTTP, which redirects there. */
  const both = <T>(variables: Variables, use: (https: string, http: string) => Promise<T>, name = "good") =>
    serving(site, { variables, certificate: certificate(name) }, (secure) =>
      serving(site, { variables: { ...variables, SSL_HOST: `localhost:${secure}` } }, (plain) =>
        use(`https://localhost:${secure}`, `http://localhost:${plain}`),
      ),
    );

  test("passes, from the redirect to the certificate", async () => {
    await both({}, async (_, http) => {
      const { report, code, said } = await probe([http, site], trusting());
      const left = report.results.filter(({ state }) => state !== "pass").map(({ id }) => id);
      // What gunicorn and this version of Django do not do by themselves.
      expect(left.filter((id) => !["http2", "content-security-policy"].includes(id))).toEqual([]);
      expect(said("https-redirect")).toBe("pass: One permanent redirect leads to the same page over HTTPS.");
      expect(said("certificate")).toMatch(/^pass: The certificate is valid for another (59|60) days\.$/);
      expect(said("hsts")).toBe("pass: Browsers keep to HTTPS for 365 days.");
      expect(said("static-compressed")).toBe("pass: Files come compressed.");
      expect(code).toBe(0);
    });
  });

  test("fails where it was changed for the worse", async () => {
    const variables = { PLAIN_COOKIES: "1", NO_REDIRECT: "1", HSTS: "0" };
    await both(variables, async (https, http) => {
      const plain = await probe([http]);
      expect(plain.said("https-redirect")).toBe("skipped: localhost has no TLS to redirect to.");
      const { said, code, stdout } = await probe([https], trusting());
      expect(said("session-cookie")).toBe(
        "unknown: None of the pages set the cookie sessionid: Django sets it when somebody logs in.",
      );
      expect(said("csrf-cookie")).toBe(
        "fail: The cookie csrftoken goes out over plain HTTP, too: it has no Secure.",
      );
      expect(said("other-cookies")).toMatch(/^fail/);
      expect(said("hsts")).toMatch(/^fail: The page comes without Strict/);
      expect(stdout).not.toMatch(/visit=[^…]/);
      expect(code).toBe(1);
      // With the project the session cookie's name is known.
      expect((await probe([https, site], trusting())).said("session-cookie")).toMatch(
        /^fail: The cookie visit goes/,
      );
    });
  });

  test("sends another HSTS than the settings say", async () => {
    const file = path.join(temporaryDirectory(), "vars");
    writeFileSync(file, "HSTS='600'\n");
    await both({}, async (https) => {
      const { said } = await probe([https, site, "--env-file", file], trusting());
      expect(said("hsts")).toBe("fail: The settings say something else: SECURE_HSTS_SECONDS is 600.");
    });
  });

  test.each([
    ["expired", /^fail: The certificate expired [34] days ago\.$/, "error"],
    ["soon", /^fail: The certificate expires in [45] days/, "warning"],
    ["other", /^fail: The certificate is not trusted: it is not for localhost\.$/, "error"],
  ])("with a certificate that is %s", async (name, says, severity) => {
    await serving(site, { certificate: certificate(name) }, async (port) => {
      const { said, report, code } = await probe([`https://localhost:${port}`], trusting());
      expect(said("certificate")).toMatch(says);
      expect(report.results.find(({ id }) => id === "certificate")).toMatchObject({ severity });
      expect(report.trusted).toBe(name === "soon");
      expect(code).toBe(1);
      // What the pages hold is told all the same.
      expect(said("robots-txt")).toBe("pass: It is there.");
    });
  });

  test("with an authority that nobody knows", async () => {
    await serving(site, { certificate: certificate("good") }, async (port) => {
      const { said, report } = await probe([`https://localhost:${port}`]);
      expect(said("certificate")).toMatch(/^fail: The certificate is not trusted: its (chain|authority)/);
      expect(report.trusted).toBe(false);
    });
  });

  test("under a name that ALLOWED_HOSTS does not list", async () => {
    await serving(site, { certificate: certificate("good") }, async (port) => {
      const { said } = await probe([`https://127.0.0.1:${port}`], trusting());
      expect(said("front-page")).toMatch(
        /^fail: Django refuses the request, as it does when ALLOWED_HOSTS does not list 127\.0\.0\.1/,
      );
    });
  });

  test("ticks what it proves, with the day, and takes its own tick back", async () => {
    const answersFile = path.join(site, ".preflight/checklist.json");
    const answers = () => JSON.parse(readFileSync(answersFile, "utf8")).items;
    const day = new Date().toISOString().slice(0, 10);
    const secure = await freePort();
    const by = `probe of https://localhost:${secure}`;
    const start = { certificate: certificate("good"), port: secure };
    const args = [`https://localhost:${secure}`, site, "--record"];
    await serving(site, start, async () => {
      const untrusted = await probe(args);
      expect(untrusted.report.recorded).toEqual({ ticked: [], removed: [], contradicted: [] });
      expect(existsSync(answersFile)).toBe(false);

      const { report } = await probe(args, trusting());
      expect(report.recorded!.ticked).toContain("hsts");
      // The files decide these.
      expect(report.recorded!.ticked).not.toContain("secure-cookies");
      for (const id of report.recorded!.ticked) expect(answers()[id]).toEqual({ state: "done", by, on: day });
    });
    write(site, {
      ".preflight/checklist.json": JSON.stringify({
        version: 1,
        items: { ...answers(), backups: { state: "done", by: "Ann" } },
      }),
    });
    await serving(site, { ...start, variables: { HSTS: "0" } }, async () => {
      const { report } = await probe(args, trusting());
      expect(report.recorded).toMatchObject({ removed: ["hsts"], contradicted: [] });
      expect(answers()).not.toHaveProperty("hsts");
      expect(answers().backups).toEqual({ state: "done", by: "Ann" });
    });
    write(site, {
      ".preflight/checklist.json": JSON.stringify({
        version: 1,
        items: { hsts: { state: "done", by: "Ann" } },
      }),
    });
    await serving(site, { ...start, variables: { HSTS: "0" } }, async () => {
      const { report } = await probe(args, trusting());
      expect(report.recorded).toMatchObject({ removed: [], contradicted: ["hsts"] });
      expect(answers().hsts).toEqual({ state: "done", by: "Ann" });
    });
  });
});

describe.each(readVenvs())("Django $name, as startproject leaves it", (venv) => {
  const missing = venv.needs ?? needs;
  test.skipIf(missing)("shows its pages of DEBUG, and its plain ones without", async () => {
    const site = await startProject(venv);
    await serving(site, { venv }, async (port) => {
      const { said, code } = await probe([`http://localhost:${port}`]);
      expect(said("debug-page")).toBe(
        "fail: DEBUG is on in production: visitors see Django's start page of a new project.",
      );
      expect(said("not-found-page")).toBe("fail: It is the page of DEBUG.");
      expect(code).toBe(1);
    });
    const settings = path.join(site, "mysite/settings.py");
    writeFileSync(
      settings,
      `${readFileSync(settings, "utf8")}\nDEBUG = False\nALLOWED_HOSTS = ["localhost"]\n`,
    );
    await serving(site, { venv }, async (port) => {
      const { said } = await probe([`http://localhost:${port}/admin/login/`]);
      expect(said("debug-page")).toBe("pass: An address that does not exist shows no technical page.");
      expect(said("not-found-page")).toBe("fail: It is Django's plain page: there is no 404.html.");
      // Nobody serves the admin's files.
      expect(said("static-served")).toBe("fail: The page asks for a file that does not come.");
      expect((await probe([`http://127.0.0.1:${port}`])).said("front-page")).toMatch(/ALLOWED_HOSTS/);
    });
    // An exception in a view, with DEBUG.
    writeFileSync(
      path.join(site, "mysite/urls.py"),
      'from django.urls import path\n\nurlpatterns = [path("", lambda request: 1 / 0)]\n',
    );
    writeFileSync(settings, `${readFileSync(settings, "utf8")}\nDEBUG = True\n`);
    await serving(site, { venv }, async (port) => {
      const { said } = await probe([`http://localhost:${port}`]);
      expect(said("debug-page")).toBe(
        "fail: DEBUG is on in production: visitors see Django's technical error page.",
      );
      expect(said("front-page")).toBe("fail: It answers with an error of the server, 500.");
    });
  });
});
