/** The rules on hosts, keys, frames and the proxy: the cases that their examples are too few for. */
import { describe, expect, test } from "vitest";
import { canMatch, isCovered, isLocalHost, meantHost } from "../../server/src/rules/hosts";
import type { ExampleFiles } from "../../server/src/rules/rule";
import { applyChanges, projectOf, SETTINGS, verdictsOn } from "../support/exampleProject";

const SESSIONS = '"django.contrib.sessions.middleware.SessionMiddleware"';
const AUTHENTICATION = '"django.contrib.auth.middleware.AuthenticationMiddleware"';
const XFRAME = '"django.middleware.clickjacking.XFrameOptionsMiddleware"';
const SECURITY = '"django.middleware.security.SecurityMiddleware"';

/** A rule's findings that are shown, as "severity, what it sits on". */
function said(rule: string, example: ExampleFiles): string[] {
  const files = projectOf(example);
  return verdictsOn(files)
    .filter((each) => each.rule === rule && each.shown)
    .map(({ severity, verdict: { at } }) => `${severity}, ${files[at!.file]!.slice(at!.start, at!.end)}`);
}

/** The settings after the first fix of a rule, or why there are none. */
function fixed(rule: string, code: string): string {
  const files = projectOf(code);
  const [fix] = verdictsOn(files).flatMap((each) => (each.rule === rule && each.shown ? each.fixes : []));
  return fix === undefined ? "no fix" : applyChanges(files, fix.changes)[SETTINGS]!;
}

function onDjango(version: string, code: string): ExampleFiles {
  return { "requirements.txt": `Django${version}\ngunicorn\n`, [SETTINGS]: code };
}

describe("hosts", () => {
  test.for<[entry: string, meant: string | undefined]>([
    ["https://example.com/path?x#y", "example.com"],
    ["example.com:8000", "example.com"],
    ["*.example.com", ".example.com"],
    [" example.com", "example.com"],
    ["example.com.", "example.com"],
    ["::1", "[::1]"],
    ["[::1]:8000", "[::1]"],
    ["my_app.example.com", undefined],
    ["http://*", undefined],
    ["münchen.de", undefined],
  ])("%s cannot match", ([entry, meant]) => {
    expect(canMatch(entry)).toBe(false);
    expect(meantHost(entry)).toBe(meant);
  });

  test.for(["example.com", "WWW.example.com", ".example.com", "*", "[::1]", "10.0.0.1"])(
    "%s can match",
    (entry) => expect(canMatch(entry)).toBe(true),
  );

  test("stand for each other as in Django", () => {
    expect(isCovered("www.example.com", [".example.com"])).toBe(true);
    expect(isCovered("example.com", [".Example.com"])).toBe(true);
    expect(isCovered("badexample.com", [".example.com"])).toBe(false);
    expect(isCovered(".example.com", ["example.com"])).toBe(false);
    expect(isLocalHost("http://localhost:8000")).toBe(true);
    expect(isLocalHost("localhost.example.com")).toBe(false);
  });
});

describe("ALLOWED_HOSTS", () => {
  test.for<[name: string, rule: string, code: ExampleFiles, expected: string[]]>([
    ["is a letter", "allowed-hosts-not-a-list", 'ALLOWED_HOSTS = "*"\n', ['error, "*"']],
    [
      "is a pattern that Django 3.2 takes",
      "allowed-hosts-not-a-list",
      onDjango("==3.2.25", 'ALLOWED_HOSTS = "*"\n'),
      [],
    ],
    [
      "is a set that only some versions refuse",
      "allowed-hosts-not-a-list",
      onDjango(">=3.2,<5", 'ALLOWED_HOSTS = {"example.com"}\n'),
      [],
    ],
    [
      "is a string that no version takes",
      "allowed-hosts-not-a-list",
      onDjango(">=3.2,<5", 'ALLOWED_HOSTS = "example.com"\n'),
      ['error, "example.com"'],
    ],
    [
      "is a set of what a variable says",
      "allowed-hosts-not-a-list",
      'import os\nALLOWED_HOSTS = set(os.environ["H"].split(","))\n',
      ['error, set(os.environ["H"].split(","))'],
    ],
    [
      "is made a list afterwards",
      "allowed-hosts-not-a-list",
      'import os\nhosts = set(os.environ["H"].split(","))\nALLOWED_HOSTS = list(hosts)\n',
      [],
    ],
    [
      "has bad entries for the local machine only",
      "allowed-hosts-bad-entry",
      'ALLOWED_HOSTS = ["http://localhost:8000", "example.com"]\n',
      [],
    ],
    [
      "has a bad entry beside what nobody knows",
      "allowed-hosts-bad-entry",
      'import os\nALLOWED_HOSTS = [os.environ["H"], "https://example.com"]\n',
      ['warning, "https://example.com"'],
    ],
    [
      "shows the worst entry",
      "allowed-hosts-bad-entry",
      'ALLOWED_HOSTS = ["::1", "example.com:443", "example.org"]\n',
      ['error, "example.com:443"'],
    ],
    [
      "is local where production does not run",
      "allowed-hosts-local-only",
      'import os\nDEBUG = os.environ.get("D") == "1"\nALLOWED_HOSTS = ["localhost"] if DEBUG else ["example.com"]\n',
      [],
    ],
    [
      "is extended by a variable",
      "allowed-hosts-local-only",
      'import os\nALLOWED_HOSTS = ["localhost"]\nALLOWED_HOSTS.append(os.environ["H"])\n',
      [],
    ],
  ])("%s", ([, rule, code, expected]) => {
    expect(said(rule, code)).toEqual(expected);
  });

  test.for<[rule: string, code: string, after: string]>([
    ["allowed-hosts-not-a-list", 'ALLOWED_HOSTS = "a.com, b.com"\n', 'ALLOWED_HOSTS = ["a.com", "b.com"]\n'],
    ["allowed-hosts-not-a-list", "ALLOWED_HOSTS = ('a.com,b.com')\n", "ALLOWED_HOSTS = ('a.com', 'b.com')\n"],
    [
      "allowed-hosts-not-a-list",
      "ALLOWED_HOSTS = (\n    'a.com'\n)\n",
      "ALLOWED_HOSTS = (\n    ['a.com']\n)\n",
    ],
    [
      "allowed-hosts-not-a-list",
      'import os\nALLOWED_HOSTS = (h for h in os.environ["H"].split(","))\n',
      'import os\nALLOWED_HOSTS = [h for h in os.environ["H"].split(",")]\n',
    ],
    [
      "allowed-hosts-not-a-list",
      'import environ\nenv = environ.Env()\nALLOWED_HOSTS = env.str("H", default="a.com")\n',
      'import environ\nenv = environ.Env()\nALLOWED_HOSTS = env.list("H", default=["a.com"])\n',
    ],
    [
      "allowed-hosts-bad-entry",
      'ALLOWED_HOSTS = [\n    "http://a.com",\n    "https://a.com",\n    "a.com",  # ours\n]\n',
      'ALLOWED_HOSTS = [\n    "a.com",  # ours\n]\n',
    ],
    [
      "allowed-hosts-bad-entry",
      'ALLOWED_HOSTS = ("http://a.com", "a.com")\n',
      'ALLOWED_HOSTS = ("a.com", "a.com")\n',
    ],
    [
      "allowed-hosts-bad-entry",
      'H = "https://a.com"\nALLOWED_HOSTS = [H]\n',
      'H = "a.com"\nALLOWED_HOSTS = [H]\n',
    ],
    ["allowed-hosts-bad-entry", 'H = "a.com:"\nALLOWED_HOSTS = [H + "443"]\n', "no fix"],
  ])("%s is fixed in %s", ([rule, code, after]) => {
    expect(fixed(rule, code)).toBe(after);
  });
});

describe("keys", () => {
  test.for<[name: string, rule: string, code: ExampleFiles, expected: string[]]>([
    [
      "random in each branch",
      "secret-key-random-per-process",
      'import os, secrets\nif os.environ.get("A"):\n    SECRET_KEY = secrets.token_hex()\nelse:\n    SECRET_KEY = secrets.token_urlsafe()\n',
      ["error, secrets.token_hex()"],
    ],
    [
      "known in no branch",
      "secret-key-may-be-none",
      'import os\nSECRET_KEY = os.environ.get("A") or os.environ.get("B")\n',
      ['info, os.environ.get("A") or os.environ.get("B")'],
    ],
    [
      "old, where one version does not read them",
      "secret-key-fallbacks-weak",
      onDjango(">=4.0,<5", 'SECRET_KEY_FALLBACKS = ["old"]\n'),
      [],
    ],
    [
      "old and required",
      "secret-key-fallbacks-weak",
      'import os\nSECRET_KEY_FALLBACKS = [os.environ["A"], os.environ["B"]]\n',
      [],
    ],
    [
      "old and filtered",
      "secret-key-fallbacks-weak",
      'import os\nSECRET_KEY_FALLBACKS = [k for k in [os.environ.get("A")] if k]\n',
      [],
    ],
  ])("%s", ([, rule, code, expected]) => {
    expect(said(rule, code)).toEqual(expected);
  });
});

test("a default that reads another variable stays", () => {
  const code =
    'import os, secrets\nSECRET_KEY = os.environ.get("A") or os.environ.get("B", secrets.token_hex())\n';
  expect(said("secret-key-random-per-process", code)).not.toEqual([]);
  expect(fixed("secret-key-random-per-process", code)).toBe("no fix");
});

describe("middleware against other sites", () => {
  test.for<[name: string, rule: string, code: ExampleFiles, expected: string[]]>([
    ["is not needed without login", "csrf-middleware-missing", `MIDDLEWARE = [${SESSIONS}]\n`, []],
    [
      "matters less for an API",
      "csrf-middleware-missing",
      `INSTALLED_APPS = ["rest_framework"]\nMIDDLEWARE = [${SESSIONS}, ${AUTHENTICATION}]\n`,
      [`info, [${SESSIONS}, ${AUTHENTICATION}]`],
    ],
    [
      "may be of the project's own",
      "csrf-middleware-missing",
      `MIDDLEWARE = [${SESSIONS}, ${AUTHENTICATION}, "site.middleware.CsrfMiddleware"]\n`,
      [],
    ],
    [
      "leaves frames to a policy of django-csp",
      "xframe-middleware-missing",
      `CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"frame-ancestors": ["'none'"]}}\nMIDDLEWARE = [${SESSIONS}, "csp.middleware.CSPMiddleware"]\n`,
      [],
    ],
    [
      "is asked for where the policy says nothing of frames",
      "xframe-middleware-missing",
      onDjango(
        "==6.0",
        `SECURE_CSP = {"default-src": ["'self'"]}\nMIDDLEWARE = [${SESSIONS}, "django.middleware.csp.ContentSecurityPolicyMiddleware"]\n`,
      ),
      [`info, [${SESSIONS}, "django.middleware.csp.ContentSecurityPolicyMiddleware"]`],
    ],
    [
      "raises for what is no string",
      "x-frame-options-invalid",
      `MIDDLEWARE = [${XFRAME}]\nX_FRAME_OPTIONS = False\n`,
      ["error, False"],
    ],
  ])("%s", ([, rule, code, expected]) => {
    expect(said(rule, code)).toEqual(expected);
  });
});

describe("HTTPS", () => {
  const heroku = (server: string, code: string) => ({
    Procfile: `web: ${server}\n`,
    [SETTINGS]: code,
  });
  const header = 'SECURE_PROXY_SSL_HEADER = ("X-Forwarded-Proto", "https")\n';

  test("a header that is never there is as bad as the web server makes it", () => {
    const rule = "proxy-ssl-header-malformed";
    const place = '("X-Forwarded-Proto", "https")';
    expect(said(rule, heroku("gunicorn mysite.wsgi", header))).toEqual([`info, ${place}`]);
    expect(said(rule, heroku("waitress-serve mysite.wsgi:application", header))).toEqual([`error, ${place}`]);
    expect(said(rule, heroku("./start.sh", header))).toEqual([`warning, ${place}`]);
  });

  test.for<[value: string, expected: string[]]>([
    ['("HTTP_X_FORWARDED_PROTO",)', ['error, ("HTTP_X_FORWARDED_PROTO",)']],
    ['("HTTP_X_FORWARDED_PROTO", True)', ['error, ("HTTP_X_FORWARDED_PROTO", True)']],
    ['("HTTP_X_FORWARDED_PROTO", "https ")', ['error, ("HTTP_X_FORWARDED_PROTO", "https ")']],
    ['("HTTPS", "on")', []],
    ["()", []],
    ['os.environ["HEADER"].split(",")', []],
  ])("%s", ([value, expected]) => {
    expect(said("proxy-ssl-header-malformed", `import os\nSECURE_PROXY_SSL_HEADER = ${value}\n`)).toEqual(
      expected,
    );
  });

  test("the end of the HSTS ramp is one hint at a time", () => {
    const ramp = `MIDDLEWARE = [${SECURITY}]\nSECURE_HSTS_SECONDS = 31536000\n`;
    const hints = (code: string) =>
      ["hsts-subdomains-off", "hsts-preload-off"].filter((rule) => said(rule, code).length > 0);
    expect(hints(ramp)).toEqual(["hsts-subdomains-off"]);
    expect(hints(`${ramp}SECURE_HSTS_INCLUDE_SUBDOMAINS = True\n`)).toEqual(["hsts-preload-off"]);
    expect(hints(`${ramp}SECURE_HSTS_PRELOAD = True\n`)).toEqual([]);
    expect(hints(ramp.replace("31536000", "15768000"))).toEqual([]);
    expect(hints(`${ramp}SILENCED_SYSTEM_CHECKS = ["security.W005"]\n`)).toEqual([]);
  });
});
