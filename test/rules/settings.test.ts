/** The rules on settings: the cases that their examples are too few for. */
import { describe, expect, test } from "vitest";
import type { ExampleFiles } from "../../server/src/rules/rule";
import { applyChanges, type Files, projectOf, SETTINGS, verdictsOn } from "../support/exampleProject";

const SECURITY = "django.middleware.security.SecurityMiddleware";
const MIDDLEWARE = `MIDDLEWARE = ["${SECURITY}"]\n`;
const HEADER = 'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")\n';
const PRODUCTION = "mysite/settings/production.py";
const BASE = "mysite/settings/base.py";

/** A project whose development runs on settings of its own. */
function split(base: string, production: string): Files {
  const { [SETTINGS]: _, ...rest } = projectOf("");
  const names = (text: string | undefined, module: string) => (text ?? "").replace("mysite.settings", module);
  return {
    ...rest,
    "manage.py": names(rest["manage.py"], "mysite.settings.dev"),
    "mysite/wsgi.py": names(rest["mysite/wsgi.py"], "mysite.settings.production"),
    "mysite/settings/__init__.py": "",
    [BASE]: base,
    "mysite/settings/dev.py": "from .base import *\n\nDEBUG = True\n",
    [PRODUCTION]: `from .base import *\n\n${production}`,
  };
}

/** What a rule says of a project: each finding as "severity, what it sits on", covered ones in parentheses. */
function said(rule: string, example: ExampleFiles): string[] {
  const files = projectOf(example);
  return verdictsOn(files)
    .filter((each) => each.rule === rule && each.verdict.state === "violated")
    .map(({ shown, coveredBy, severity, verdict: { at } }) => {
      const text = at === undefined ? "nowhere" : files[at.file]!.slice(at.start, at.end);
      return shown ? `${severity}, ${text}` : `(${coveredBy})`;
    });
}

/** The messages of a rule's findings. */
function messages(rule: string, example: ExampleFiles): string[] {
  const findings = verdictsOn(projectOf(example)).filter((each) => each.rule === rule);
  return findings.flatMap(({ verdict }) => verdict.message ?? []);
}

/** A project that pins Django. */
function onDjango(version: string, code: string): Files {
  return { "requirements.txt": `Django${version}\ngunicorn\n`, [SETTINGS]: code };
}

function stateOf(rule: string, example: ExampleFiles): string | undefined {
  return verdictsOn(projectOf(example)).find((each) => each.rule === rule)?.verdict.state;
}

interface Offer {
  readonly title: string;
  readonly safety: string;
  /** The files that it changes, as they are then. */
  readonly files: Files;
}

/** The first fix of a rule. */
function offer(rule: string, example: ExampleFiles): Offer | undefined {
  const files = projectOf(example);
  const [fix] = verdictsOn(files).flatMap((each) => (each.rule === rule ? each.fixes : []));
  if (fix === undefined) return undefined;
  const after = Object.entries(applyChanges(files, fix.changes)).filter(
    ([path, text]) => files[path] !== text,
  );
  return { title: fix.title, safety: fix.safety, files: Object.fromEntries(after) };
}

describe("DEBUG", () => {
  test.for<[name: string, code: string, rule: string, expected: string[]]>([
    ["is a truthy string", 'DEBUG = "no"\n', "debug-true", ['error, "no"']],
    ["is a number", "DEBUG = 1\n", "debug-true", ["error, 1"]],
    [
      "is on where the variable is set, and off where it is not",
      'import os\nDEBUG = bool(os.environ.get("D"))\n',
      "debug-env-string",
      ['warning, bool(os.environ.get("D"))'],
    ],
    [
      "is on where the variable is set, as far as unknown code does not change it",
      'import os, plugins\nDEBUG = bool(os.environ.get("D"))\nplugins.settings(globals())\n',
      "debug-env-string",
      ['warning, bool(os.environ.get("D"))'],
    ],
    [
      "is on whatever the variable is, and without it",
      'import os\nDEBUG = bool(os.environ.get("D", "1"))\n',
      "debug-env-string",
      ['error, bool(os.environ.get("D", "1"))'],
    ],
    [
      "is on wherever the variable is set",
      'import os\nDEBUG = os.environ["D"]\n',
      "debug-env-string",
      ['error, os.environ["D"]'],
    ],
    [
      "comes from a variable by way of a name",
      'import os\nd = os.getenv("D")\nDEBUG = d\n',
      "debug-env-string",
      ['warning, os.getenv("D")'],
    ],
    ["is tested for presence", 'import os\nDEBUG = "D" in os.environ\n', "debug-env-string", []],
    [
      "is cast by the default",
      'import environ\nenv = environ.Env()\nDEBUG = env("D", default=False)\n',
      "debug-env-string",
      [],
    ],
    [
      "is on whether the variable is set or not",
      'import os\nDEBUG = os.environ.get("D", "True")\n',
      "debug-env-default-true",
      [],
    ],
    ["is off on Heroku", 'import os\nDEBUG = "DYNO" not in os.environ\n', "debug-true", []],
    ["is unknown", "from common import DEBUG\n", "debug-true", []],
  ])("%s", ([, code, rule, expected]) => {
    expect(said(rule, code)).toEqual(expected);
  });

  test("that app.json turns on is reported there, and its read stays", () => {
    const files = {
      "app.json": '{"env": {"D": "True"}}\n',
      [SETTINGS]: `import os\nDEBUG = os.environ.get("D") == "True"\n${MIDDLEWARE}`,
    };
    expect(said("debug-true", files)).toEqual(['warning, "True"']);
    expect(messages("debug-true", files)[0]).toMatch(
      /^With the value of D in app.json, DEBUG is on in production/,
    );
    expect(offer("debug-true", files)).toBeUndefined();
    expect(offer("ssl-redirect-off", files)?.files[SETTINGS]).toContain(
      'DEBUG = os.environ.get("D") == "True"\n',
    );
    const overruled = { ...files, Procfile: "web: D=0 gunicorn mysite.wsgi\n" };
    expect(said("debug-true", overruled)).toEqual([]);
  });

  test("is turned off in the production module only, where there is one", () => {
    const files = split("DEBUG = True\n", "SITE_ID = 1\n");
    expect(offer("debug-true", files)?.files).toEqual({
      [PRODUCTION]: "from .base import *\n\nSITE_ID = 1\n\nDEBUG = False\n",
    });
  });

  test("keeps its default in a base module, and is off in production", () => {
    const files = split('import os\n\nDEBUG = os.environ.get("D", "1") == "1"\n', "");
    expect(offer("debug-env-default-true", files)).toMatchObject({
      title: "Turn DEBUG off in the production settings",
      files: { [PRODUCTION]: "from .base import *\n\nDEBUG = False\n\n" },
    });
  });

  test("hides what would be right with DEBUG off", () => {
    const code = `DEBUG = True\n${MIDDLEWARE}if not DEBUG:\n    SECURE_SSL_REDIRECT = True\n`;
    expect(said("ssl-redirect-off", code)).toEqual(["(debug-true)"]);
    expect(said("hsts-missing", code)).toEqual(["warning, "]);
  });
});

describe("SECRET_KEY", () => {
  test("is reported once, whatever else is wrong with it", () => {
    const code = 'SECRET_KEY = "django-insecure-abc"\n';
    expect(said("secret-key-hardcoded", code)).toEqual(['error, "django-insecure-abc"']);
    expect(said("secret-key-insecure-prefix", code)).toEqual(["(secret-key-hardcoded)"]);
    expect(said("secret-key-insecure-default", code)).toEqual([]);
  });

  test("as a default is reported once, too", () => {
    const code = 'import os\nSECRET_KEY = os.environ.get("K", "django-insecure-abc")\n';
    expect(said("secret-key-hardcoded", code)).toEqual([]);
    expect(said("secret-key-insecure-prefix", code)).toEqual(["(secret-key-insecure-default)"]);
    expect(said("secret-key-insecure-default", code)).toEqual(['warning, "django-insecure-abc"']);
  });

  test("in a fallback by other ways is reported once, too", () => {
    const code =
      'import os\ntry:\n    SECRET_KEY = os.environ["K"]\nexcept KeyError:\n    SECRET_KEY = "django-insecure-abc"\n';
    expect(said("secret-key-hardcoded", code)).toEqual([]);
    expect(said("secret-key-insecure-prefix", code)).toEqual(["(secret-key-insecure-default)"]);
    expect(said("secret-key-insecure-default", code)).toEqual(['warning, "django-insecure-abc"']);
  });

  test.for(['os.environ.get("K")', 'os.environ["K"]', 'os.environ.get("K", "")', "None", '""'])(
    "that is %s is not in the source",
    (value) => {
      const code = `import os\nSECRET_KEY = ${value}\n`;
      expect(stateOf("secret-key-hardcoded", code)).toBe("satisfied");
      expect(stateOf("secret-key-insecure-default", code)).toBe("satisfied");
    },
  );

  test("never appears in what the rules say", () => {
    const codes = ['SECRET_KEY = "s3cr3t"\n', 'import os\nSECRET_KEY = os.getenv("K", "s3cr3t")\n'];
    for (const code of codes) {
      const verdicts = verdictsOn(projectOf(code)).filter(({ rule }) => rule.startsWith("secret-key"));
      const titles = verdicts.flatMap(({ fixes }) => fixes.map(({ title, changes }) => [title, changes]));
      expect(JSON.stringify([verdicts.map(({ verdict }) => verdict), titles])).not.toContain("s3cr3t");
    }
  });

  test("of development stays where production has settings of its own", () => {
    const files = split('SECRET_KEY = "dev"\n', "DEBUG = False\n");
    expect(offer("secret-key-hardcoded", files)?.files).toEqual({
      [PRODUCTION]:
        'import os\n\nfrom .base import *\n\nDEBUG = False\nSECRET_KEY = os.environ["DJANGO_SECRET_KEY"]\n',
    });
  });

  test("is replaced at its place if other keys are made from it", () => {
    const files = split('SECRET_KEY = "dev"\nJWT = {"KEY": SECRET_KEY}\n', "DEBUG = False\n");
    expect(Object.keys(offer("secret-key-hardcoded", files)?.files ?? {})).toEqual([BASE]);
  });

  test("with a fallback in an except clause is reported and left to people", () => {
    const code =
      'import os\ntry:\n    SECRET_KEY = os.environ["K"]\nexcept KeyError:\n    SECRET_KEY = "dev"\n';
    expect(said("secret-key-insecure-default", code)).toEqual(['warning, "dev"']);
    expect(offer("secret-key-insecure-default", code)).toBeUndefined();
  });
});

describe("cookies", () => {
  const sessions = `INSTALLED_APPS = ["django.contrib.sessions"]\n`;

  test("that HSTS keeps off plain HTTP are worth a word only", () => {
    const hsts = (seconds: string, middleware = MIDDLEWARE) =>
      said("session-cookie-insecure", `${sessions}${middleware}SECURE_HSTS_SECONDS = ${seconds}\n`)[0]?.split(
        ",",
      )[0];
    expect(hsts("31536000")).toBe("info");
    expect(hsts("300")).toBe("warning");
    expect(hsts('int(__import__("os").environ["S"])')).toBe("warning");
    expect(hsts("31536000", "MIDDLEWARE = []\n")).toBe("warning");
  });
});

describe("ALLOWED_HOSTS", () => {
  test.for<[name: string, code: ExampleFiles, rule: string, expected: string[]]>([
    ["is changed later", 'ALLOWED_HOSTS = []\nALLOWED_HOSTS.append("a.com")\n', "allowed-hosts-empty", []],
    [
      "may be empty where a variable is missing",
      'import os\nALLOWED_HOSTS = [h for h in os.getenv("H", "").split(",") if h]\n',
      "allowed-hosts-empty",
      [],
    ],
    [
      "is open on Heroku",
      'import os\nif "DYNO" in os.environ:\n    ALLOWED_HOSTS = ["*"]\nelse:\n    ALLOWED_HOSTS = []\n',
      "allowed-hosts-wildcard",
      ['info, "*"'],
    ],
    [
      "is made by django_heroku",
      "import django_heroku\nALLOWED_HOSTS = []\ndjango_heroku.settings(locals())\n",
      "allowed-hosts-wildcard",
      ["info, django_heroku.settings(locals())"],
    ],
    [
      "is made by a function of django-on-heroku",
      "from django_on_heroku import settings\nsettings(locals())\n",
      "allowed-hosts-wildcard",
      ["info, settings(locals())"],
    ],
    ["is a tuple", 'ALLOWED_HOSTS = ("a.com", "*")\n', "allowed-hosts-wildcard", ['info, "*"']],
    [
      "is open behind any proxy",
      { "fly.toml": "", [SETTINGS]: 'ALLOWED_HOSTS = ["*"]\n' },
      "allowed-hosts-wildcard",
      ['warning, "*"'],
    ],
  ])("%s", ([, code, rule, expected]) => {
    expect(said(rule, code)).toEqual(expected);
  });

  test("that app.json opens is worth a word there", () => {
    const files = (value: string) => ({
      "app.json": '{"env": {"H": {"description": "hosts", "value": "*"}}}\n',
      [SETTINGS]: `import os\nALLOWED_HOSTS = ${value}\n`,
    });
    const read = files('os.environ.get("H", "").split(",")');
    expect(said("allowed-hosts-wildcard", read)).toEqual(['info, "*"']);
    expect(messages("allowed-hosts-wildcard", read)[0]).toMatch(
      /^With the value of H in app.json, ALLOWED_HOSTS/,
    );
    const item = files('[os.environ["H"]]');
    expect(said("allowed-hosts-wildcard", item)).toEqual(['info, "*"']);
    expect(offer("allowed-hosts-wildcard", item)).toBeUndefined();
    expect(said("allowed-hosts-wildcard", files('["*", os.environ["H"]]'))).toEqual(['info, "*"']);
  });

  test("that holds a variable's text is not judged, and the variable named", () => {
    const code = 'import os\nALLOWED_HOSTS = ["a.com", os.environ["H"]]\n';
    const verdict = verdictsOn(projectOf(code)).find(
      ({ rule }) => rule === "allowed-hosts-wildcard",
    )?.verdict;
    expect(verdict).toMatchObject({
      state: "undecided",
      reason: "it comes from the environment variable H",
    });
  });

  test("loses the line of the wildcard", () => {
    const code = 'ALLOWED_HOSTS = [\n    "a.com",\n    "*",  # all\n]\n';
    expect(offer("allowed-hosts-wildcard", code)?.files[SETTINGS]).toBe(
      'ALLOWED_HOSTS = [\n    "a.com",\n]\n',
    );
  });

  test("stays a tuple", () => {
    expect(offer("allowed-hosts-wildcard", 'ALLOWED_HOSTS = ("a.com", "*")\n')).toBeUndefined();
  });
});

describe("HTTPS", () => {
  test("rules about SecurityMiddleware's settings do not apply without it", () => {
    const code = 'MIDDLEWARE = ["a.B"]\nSECURE_HSTS_PRELOAD = True\nSECURE_HSTS_SECONDS = 60\n';
    for (const rule of [
      "ssl-redirect-off",
      "ssl-redirect-loop",
      "hsts-missing",
      "hsts-short",
      "hsts-preload-premature",
    ])
      expect(stateOf(rule, code), rule).toBe("not-applicable");
  });

  test.for<[name: string, files: ExampleFiles, expected: string]>([
    ["MIDDLEWARE_CLASSES", 'MIDDLEWARE_CLASSES = ("a.B",)\n', "undecided"],
    ["MIDDLEWARE_CLASSES beside MIDDLEWARE", 'MIDDLEWARE = MIDDLEWARE_CLASSES = ["a.B"]\n', "violated"],
    [
      "MIDDLEWARE_CLASSES in other worlds",
      'import os\nif os.getenv("OLD"):\n    MIDDLEWARE_CLASSES = ["a.B"]\nelse:\n    MIDDLEWARE = ["a.B"]\n',
      "undecided",
    ],
    ["no middleware", "SITE_ID = 1\n", "violated"],
    ["no middleware, perhaps in an old Django", onDjango(">=1.8,<2", "SITE_ID = 1\n"), "undecided"],
    ["MIDDLEWARE, perhaps in an old Django", onDjango(">=1.8,<5", 'MIDDLEWARE = ["a.B"]\n'), "violated"],
    ["MIDDLEWARE in an old Django", onDjango("==1.9.1", 'MIDDLEWARE = ["a.B"]\n'), "undecided"],
  ])("%s: SecurityMiddleware's absence is as sure as MIDDLEWARE", ([, files, expected]) => {
    expect(stateOf("security-middleware-missing", files)).toBe(expected);
    expect(stateOf("ssl-redirect-off", files)).toBe(expected === "violated" ? "not-applicable" : expected);
  });

  test("nobody knows what a proxy does where nothing says Heroku", () => {
    const { Procfile: _, ...files } = projectOf(MIDDLEWARE);
    for (const rule of ["ssl-redirect-off", "hsts-missing"]) {
      expect(said(rule, files)).toEqual(["info, "]);
      expect(messages(rule, files)[0]).toContain("the proxy in front of it does");
      expect(said(rule, MIDDLEWARE)).toEqual(["warning, "]);
    }
    expect(offer("hsts-missing", files)).toBeDefined();
    // Where nobody trusts the proxy, the redirect would never end.
    expect(offer("ssl-redirect-off", files)).toBeUndefined();
    expect(offer("ssl-redirect-off", { ...files, [SETTINGS]: HEADER + MIDDLEWARE })).toBeDefined();
  });

  test("a subclass of SecurityMiddleware is worth a word only", () => {
    expect(said("security-middleware-missing", 'MIDDLEWARE = ["x.OurSecurityMiddleware"]\n')).toEqual([
      'info, ["x.OurSecurityMiddleware"]',
    ]);
  });

  test("SecurityMiddleware is put first without asking only where no redirect begins", () => {
    const code = 'MIDDLEWARE = ["a.B"]\nSECURE_SSL_REDIRECT = ';
    expect(offer("security-middleware-missing", `${code}False\n`)?.safety).toBe("safe");
    expect(offer("security-middleware-missing", `${code}True\n`)?.safety).toBe("review");
  });

  test("a redirect that is on, but not True, is worth a word only", () => {
    const code = `${MIDDLEWARE}${HEADER}SECURE_SSL_REDIRECT = 1\n`;
    expect(said("ssl-redirect-off", code)).toEqual(["(security-flag-not-bool)"]);
    expect(said("security-flag-not-bool", code)).toEqual(["info, 1"]);
    expect(offer("ssl-redirect-off", code)?.files[SETTINGS]).toContain("SECURE_SSL_REDIRECT = True\n");
  });

  test("a variable may turn the redirect on", () => {
    const code = `import os\n${MIDDLEWARE}SECURE_SSL_REDIRECT = os.environ.get("SSL", False)\n`;
    expect(stateOf("ssl-redirect-off", code)).toBe("undecided");
  });

  test("only production gets the redirect where it has settings of its own", () => {
    const files = split(`${MIDDLEWARE}SECURE_SSL_REDIRECT = False\n`, "DEBUG = False\n");
    expect(offer("ssl-redirect-off", files)).toMatchObject({
      title: "Redirect HTTP to HTTPS",
      files: {
        [PRODUCTION]: `from .base import *\n\nDEBUG = False\n\nSECURE_SSL_REDIRECT = True\n${HEADER}`,
      },
    });
  });

  test("a title says what else the fix does", () => {
    const title = (code: string) =>
      offer("session-cookie-insecure", `${code}INSTALLED_APPS = ["django.contrib.sessions"]\n`)?.title;
    expect(title("DEBUG = True\n")).toBe(
      "Send the session cookie only over HTTPS when DEBUG is off, and read DEBUG from DJANGO_DEBUG",
    );
    expect(title("DEBUG = False\n")).toBe("Send the session cookie only over HTTPS when DEBUG is off");
    expect(title("")).toBe("Send the session cookie only over HTTPS");
  });

  test("HSTS goes up one step at a time", () => {
    const raise = (value: string) => offer("hsts-short", `${MIDDLEWARE}SECURE_HSTS_SECONDS = ${value}\n`);
    expect(raise("60")?.title).toBe("Raise HSTS to 300 seconds (five minutes)");
    expect(raise("300")?.files[SETTINGS]).toContain("SECURE_HSTS_SECONDS = 3600\n");
    expect(raise("60 * 60")?.files[SETTINGS]).toContain("SECURE_HSTS_SECONDS = 86400\n");
    expect(raise("300")?.safety).toBe("step");
    const chosen = 'import os\nDEBUG = os.getenv("D") == "1"\nSECURE_HSTS_SECONDS = 0 if DEBUG else 300\n';
    expect(offer("hsts-short", MIDDLEWARE + chosen)?.files[SETTINGS]).toContain("0 if DEBUG else 3600\n");
  });

  test("HSTS that is 0 gets a value for production", () => {
    const code = `import os\nDEBUG = os.getenv("D") == "1"\n${MIDDLEWARE}SECURE_HSTS_SECONDS = 0\n`;
    expect(offer("hsts-missing", code)?.files[SETTINGS]).toContain(
      "SECURE_HSTS_SECONDS = 0 if DEBUG else 300\n",
    );
  });
});

describe("the endless redirect", () => {
  const redirect = `${MIDDLEWARE}SECURE_SSL_REDIRECT = True\n`;
  const container = (command: string, more = {}) => ({
    "heroku.yml": `build:\n  docker:\n    web: Dockerfile\nrun:\n  web: ${command}\n`,
    Dockerfile: "FROM python:3.13\n",
    [SETTINGS]: redirect,
    ...more,
  });
  const web = (command: string) => ({ Procfile: `web: ${command}\n`, [SETTINGS]: redirect });

  test.for<[name: string, files: ExampleFiles, expected: string[]]>([
    ["is none with gunicorn on the classic buildpack", web("gunicorn mysite.wsgi"), ["info, True"]],
    ["is none with uvicorn on the classic buildpack", web("uvicorn mysite.wsgi:application"), ["info, True"]],
    [
      "is one where gunicorn is told to trust others",
      web("gunicorn mysite.wsgi --forwarded-allow-ips 10.0.0.1"),
      ["error, True"],
    ],
    ["is one with waitress", web("waitress-serve --port=$PORT mysite.wsgi:application"), ["error, True"]],
    ["is one with daphne", web("daphne -p $PORT mysite.wsgi:application"), ["error, True"]],
    [
      "is none with daphne's option",
      web("daphne --proxy-headers -p $PORT mysite.wsgi:application"),
      ["info, True"],
    ],
    ["is unknown with another server", web("bin/serve"), []],
    ["is one in a container", container("gunicorn mysite.wsgi"), ["error, True"]],
    [
      "is none in a container that trusts the router",
      container("gunicorn --forwarded-allow-ips='*' mysite.wsgi"),
      ["info, True"],
    ],
    [
      "is none in a container with gunicorn's file",
      container("gunicorn mysite.wsgi", { "gunicorn.conf.py": 'forwarded_allow_ips = "*"\n' }),
      ["info, True"],
    ],
    [
      "is unknown with a computed file",
      container("gunicorn mysite.wsgi", {
        "gunicorn.conf.py": "import os\nforwarded_allow_ips = os.environ['IPS']\n",
      }),
      [],
    ],
    [
      "is none with the variable in the image",
      container("gunicorn mysite.wsgi", { Dockerfile: "FROM python:3.13\nENV FORWARDED_ALLOW_IPS=*\n" }),
      ["info, True"],
    ],
    ["is none without Heroku", { Procfile: "", [SETTINGS]: redirect }, []],
  ])("%s", ([, files, expected]) => {
    const { Procfile, ...rest } = projectOf(files);
    expect(said("ssl-redirect-loop", Procfile === "" ? rest : projectOf(files))).toEqual(expected);
  });

  test("ends in the block where the redirect begins", () => {
    const code = `import os\nDEBUG = os.getenv("D") == "1"\n${MIDDLEWARE}if not DEBUG:\n    SECURE_SSL_REDIRECT = True\nA = 1\n`;
    expect(offer("ssl-redirect-loop", code)?.files[SETTINGS]).toContain(
      `    SECURE_SSL_REDIRECT = True\n    ${HEADER}A = 1\n`,
    );
  });
});

describe("static files", () => {
  const installed =
    'INSTALLED_APPS = ["django.contrib.staticfiles"]\nSTATIC_URL = "static/"\nSTATIC_ROOT = "/app/static"\n';
  const whitenoise = { "requirements.txt": "Django==5.2.8\ngunicorn\nwhitenoise\n" };

  test.for<[name: string, files: ExampleFiles, expected: string[]]>([
    ["on another host", installed.replace("static/", "https://cdn.example.com/") + MIDDLEWARE, []],
    [
      "in another storage",
      `${installed}${MIDDLEWARE}STORAGES = {"staticfiles": {"BACKEND": "storages.backends.s3.S3Storage"}}\n`,
      [],
    ],
    [
      "by the WSGI application",
      { "mysite/wsgi.py": "from whitenoise import WhiteNoise\n", [SETTINGS]: installed + MIDDLEWARE },
      [],
    ],
    [
      "by the URLconf",
      {
        "mysite/urls.py": "from django.views.static import serve\n",
        [SETTINGS]: `ROOT_URLCONF = "mysite.urls"\n${installed}${MIDDLEWARE}`,
      },
      [],
    ],
    [
      "by nginx",
      { Procfile: "web: bin/start-nginx gunicorn mysite.wsgi\n", [SETTINGS]: installed + MIDDLEWARE },
      [],
    ],
    [
      "by middleware nobody knows",
      `from common import OURS\n${installed}MIDDLEWARE = [*OURS, "${SECURITY}"]\n`,
      [],
    ],
    ["by nothing", installed + MIDDLEWARE, [`warning, ["${SECURITY}"]`]],
    [
      "by a WhiteNoise that is not in MIDDLEWARE",
      { ...whitenoise, [SETTINGS]: installed + MIDDLEWARE },
      ["(whitenoise-middleware-missing)"],
    ],
  ])("served %s", ([, files, expected]) => {
    expect(said("static-not-served", files)).toEqual(expected);
  });

  test("WhiteNoise goes to the list where SecurityMiddleware is, even in another file", () => {
    const files = split(
      `${installed}FIRST = ["${SECURITY}"]\n`,
      'DEBUG = False\nMIDDLEWARE = FIRST + ["a.B"]\n',
    );
    const after = offer("static-not-served", files)?.files;
    expect(after?.[BASE]).toBe(
      `${installed}FIRST = ["${SECURITY}", "whitenoise.middleware.WhiteNoiseMiddleware"]\n`,
    );
    expect(after?.[PRODUCTION]).toContain('\n\nSTORAGES = {\n    "default"');
    expect(after?.["requirements.txt"]).toContain("whitenoise\n");
  });

  test("WhiteNoise is not added where nothing would install it", () => {
    const { "requirements.txt": _, ...files } = projectOf(installed + MIDDLEWARE);
    expect(said("static-not-served", files)).toHaveLength(1);
    expect(offer("static-not-served", files)).toBeUndefined();
  });

  test("an old Django gets the storage under its old name", () => {
    const files = { "requirements.txt": "Django==3.2.25\ngunicorn\n", [SETTINGS]: installed + MIDDLEWARE };
    const after = offer("static-not-served", files)?.files[SETTINGS];
    expect(after).toContain(
      'STATICFILES_STORAGE = "whitenoise.storage.CompressedManifestStaticFilesStorage"',
    );
    expect(after).not.toContain("STORAGES = {");
  });

  test("a storage that the project chose stays", () => {
    const storage =
      'STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}}\n';
    const after = offer("static-not-served", installed + storage + MIDDLEWARE)?.files[SETTINGS];
    expect(after).toContain(storage);
  });

  test("middleware of other packages may stand above WhiteNoise", () => {
    const list = (between: string) =>
      `MIDDLEWARE = ["${SECURITY}", "${between}", "whitenoise.middleware.WhiteNoiseMiddleware"]\n`;
    const places = [
      "x.RequestId",
      "django.middleware.gzip.GZipMiddleware",
      "django.middleware.clickjacking.XFrameOptionsMiddleware",
      "corsheaders.middleware.CorsMiddleware",
    ].map((between) => said("whitenoise-middleware-order", list(between))[0]?.split(",")[0]);
    expect(places).toEqual(["info", "info", "info", undefined]);
    const fixes = ["x.RequestId", "django.middleware.gzip.GZipMiddleware"].map(
      (between) => offer("whitenoise-middleware-order", list(between))?.safety,
    );
    expect(fixes).toEqual(["review", "safe"]);
    const locale = list("django.middleware.locale.LocaleMiddleware");
    expect(messages("whitenoise-middleware-order", locale)[0]).toMatch(/for each language\.$/);
  });

  test("WhiteNoise that django_heroku puts first is worth a word only", () => {
    const code = `import django_heroku\n${MIDDLEWARE}django_heroku.settings(locals())\n`;
    expect(said("whitenoise-middleware-order", code)).toEqual(["info, django_heroku.settings(locals())"]);
    expect(messages("whitenoise-middleware-order", code)[0]).toMatch(/^django_heroku puts WhiteNoise first/);
  });

  test("WhiteNoise that is missing shows once DEBUG is off", () => {
    const files = (debug: string) => ({ ...whitenoise, [SETTINGS]: `${debug}${installed}${MIDDLEWARE}` });
    const on = files("DEBUG = True\n");
    expect(said("whitenoise-middleware-missing", on)[0]).toMatch(/^warning/);
    expect(messages("whitenoise-middleware-missing", on)[0]).toContain("once DEBUG is off");
    const variable = files('import os\nDEBUG = os.getenv("D") == "1"\n');
    expect(said("whitenoise-middleware-missing", variable)[0]).toMatch(/^error/);
    expect(messages("whitenoise-middleware-missing", variable)[0]).toContain("in production");
  });

  test("WhiteNoise that is inserted by code is not moved", () => {
    const code = `${MIDDLEWARE}MIDDLEWARE.insert(0, "whitenoise.middleware.WhiteNoiseMiddleware")\n`;
    expect(said("whitenoise-middleware-order", code)).toHaveLength(1);
    expect(offer("whitenoise-middleware-order", code)).toBeUndefined();
  });

  test("STATIC_ROOT is not set to a directory that collectstatic reads", () => {
    const code =
      'from pathlib import Path\nBASE_DIR = Path(__file__).parent.parent\nINSTALLED_APPS = ["django.contrib.staticfiles"]\nSTATICFILES_DIRS = [BASE_DIR / "staticfiles"]\n';
    expect(said("static-root-missing", code)).toHaveLength(1);
    expect(offer("static-root-missing", code)).toBeUndefined();
  });
});

describe("storages", () => {
  const old = 'STATICFILES_STORAGE = "a.b.C"\n';

  test.for<[version: string, code: string, expected: string | undefined]>([
    ["==5.2.8", old, "error"],
    ["==5.2.8", 'STATICFILES_STORAGE = "whitenoise.storage.CompressedStaticFilesStorage"\n', "warning"],
    ["==4.2.1", old, "warning"],
    ["==4.1.1", old, undefined],
    [">=3.2,<6", old, undefined],
    ["==4.2.1", `${old}STORAGES = {}\n`, "error"],
  ])("Django%s, %j: %s", ([version, code, expected]) => {
    expect(said("legacy-storage-setting", onDjango(version, code))[0]?.split(",")[0]).toBe(expected);
  });

  test("both old settings move together, in the branch where they are", () => {
    const code = (body: string) => `import os\nif os.getenv("S3"):\n${body}`;
    const before = code('    DEFAULT_FILE_STORAGE = "x.Y"\n    STATICFILES_STORAGE = "x.Z"\n');
    const after = code(
      '    STORAGES = {\n        "default": {"BACKEND": "x.Y"},\n        "staticfiles": {"BACKEND": "x.Z"},\n    }\n',
    );
    expect(offer("legacy-storage-setting", before)?.files[SETTINGS]).toBe(after);
  });

  test("old settings of different branches stay", () => {
    const code =
      'import os\nif os.getenv("S3"):\n    DEFAULT_FILE_STORAGE = "x.Y"\nelse:\n    STATICFILES_STORAGE = "x.Z"\n';
    expect(offer("legacy-storage-setting", code)).toBeUndefined();
  });

  test("a missing default storage is an error where a model has a field for files", () => {
    const code =
      'INSTALLED_APPS = ["shop.apps.ShopConfig"]\nMEDIA_ROOT = "/media"\nSTORAGES = {"staticfiles": {"BACKEND": "x.Y"}}\n';
    const models = (line: string) => ({ "shop/models.py": `${line}\n`, [SETTINGS]: code });
    expect(said("storages-no-default", code)[0]).toMatch(/^info/);
    expect(said("storages-no-default", models("photo = models.ImageField()"))[0]).toMatch(/^error/);
    expect(said("storages-no-default", models("# photo = models.ImageField()"))[0]).toMatch(/^info/);
  });
});

describe("SQLite", () => {
  const entry = 'DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}}\n';

  test.for<[name: string, code: string]>([
    [
      "updated from DATABASE_URL",
      `import dj_database_url\n${entry}DATABASES["default"].update(dj_database_url.config())\n`,
    ],
    [
      "replaced where there is a URL",
      `import os, dj_database_url\n${entry}if os.environ.get("DATABASE_URL"):\n    DATABASES["default"] = dj_database_url.parse(os.environ["DATABASE_URL"])\n`,
    ],
    [
      "as the default of DATABASE_URL",
      'import environ\nenv = environ.Env()\nDATABASES = {"default": env.db(default="sqlite:///db.sqlite3")}\n',
    ],
    [
      "with an engine from a variable",
      'import os\nDATABASES = {"default": {"ENGINE": os.getenv("ENGINE", "django.db.backends.sqlite3")}}\n',
    ],
    ["replaced by code nobody knows", `import django_heroku\n${entry}django_heroku.settings(locals())\n`],
  ])("%s is not production's", ([, code]) => {
    expect(said("sqlite-on-heroku", code)).toEqual([]);
  });

  test("is fine where nothing says Heroku", () => {
    const { Procfile: _, ...files } = projectOf(entry);
    expect(stateOf("sqlite-on-heroku", files)).toBe("not-applicable");
  });

  test("stays for development where production has settings of its own", () => {
    const after = offer("sqlite-on-heroku", split(entry, "DEBUG = False\n"))?.files;
    expect(after?.[PRODUCTION]).toBe(
      [
        "import dj_database_url",
        "",
        "from .base import *",
        "",
        "DEBUG = False",
        "",
        'DATABASES["default"] = dj_database_url.config(',
        "    conn_max_age=600,",
        "    conn_health_checks=True,",
        ")",
        "",
      ].join("\n"),
    );
    expect(Object.keys(after ?? {}).sort()).toEqual([PRODUCTION, "requirements.txt"]);
  });

  test("options and comments of the entry are not thrown away", () => {
    expect(offer("sqlite-on-heroku", entry.replace("}}", ', "ATOMIC_REQUESTS": True}}'))).toBeUndefined();
    expect(offer("sqlite-on-heroku", entry.replace('"NAME"', '# here\n "NAME"'))).toBeUndefined();
  });

  test("needs a driver that fits Django", () => {
    const requirements = (text: string) =>
      offer("sqlite-on-heroku", { "requirements.txt": text, [SETTINGS]: entry })?.files["requirements.txt"];
    expect(requirements("gunicorn\nDjango==3.2.25\n")).toBe(
      "gunicorn\nDjango==3.2.25\ndj-database-url\npsycopg2-binary\n",
    );
    expect(requirements("psycopg2\nDjango==5.2.8\n")).toBe("psycopg2\nDjango==5.2.8\ndj-database-url\n");
  });
});

describe("files that are broken", () => {
  test("are not fixed", () => {
    const fixes = verdictsOn(projectOf("DEBUG = True\nALLOWED_HOSTS = [\n")).flatMap((each) => each.fixes);
    const changed = fixes.flatMap(({ changes }) => changes.map(({ path }) => path));
    expect(changed.filter((path) => path.endsWith(".py"))).toEqual([]);
  });
});
