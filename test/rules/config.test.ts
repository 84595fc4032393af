/** Rules on configuration, middleware and upgrades, beyond their examples. */
import { describe, expect, test } from "vitest";
import { applyChanges, findingsOf, projectOf, verdictsOn } from "../support/exampleProject";

const found = (example: Parameters<typeof projectOf>[0], id: string) =>
  findingsOf(verdictsOn(projectOf(example)), { id });
const messages = (example: Parameters<typeof projectOf>[0], id: string) =>
  found(example, id).map(({ verdict }) => verdict.message);

/** The result of a rule's first fix, in the settings module. */
function fixed(code: string, id: string): string | undefined {
  const files = projectOf(code);
  const [fix] = found(code, id).flatMap(({ fixes }) => fixes);
  return fix && applyChanges(files, fix.changes)["mysite/settings.py"];
}

describe("credentials", () => {
  const SECRETS = ["k7Wq9-zPm2Rt", "sk_live_4kT9w8Zq1LmN3bVx7cRd2fGh", "t5Gh2mQw81"];
  const code = [
    `EMAIL_HOST_PASSWORD = "${SECRETS[0]}"`,
    `PAYMENTS = {"stripe": {"secret": "${SECRETS[1]}"}}`,
    `STRIPE_SECRET_KEY = PAYMENTS["stripe"]["secret"]`,
    `CELERY_BROKER_URL = "amqps://shop:${SECRETS[2]}@rabbit.cloudamqp.com/shop"`,
    "",
  ].join("\n");

  test("are named and never repeated", () => {
    const files = projectOf({
      ".git/HEAD": "",
      ".env": SECRETS.map((secret, n) => `NAME${n}_TOKEN=${secret}\n`).join(""),
      "mysite/settings.py": code,
    });
    const verdicts = verdictsOn(files);
    expect(findingsOf(verdicts, { id: "credential-hardcoded" })).toHaveLength(3);
    const said = JSON.stringify(
      verdicts.map(({ verdict, fixes }) => [verdict, fixes.map(({ title }) => title)]),
    );
    for (const secret of SECRETS) expect(said).not.toContain(secret);
  });

  test("become variables named after where they stand", () => {
    const text = [
      "ANYMAIL = {'MAILGUN_API_KEY': 'key-0f3e8a6d41b27c95de0f3e8a6d41b27c'}",
      "CACHES = {'default': {'LOCATION': 'redis://:t5Gh2mQw81@cache.redis-hosting.net:6379'}}",
      "SOCIALACCOUNT_PROVIDERS = {'google': {'APP': {'secret': 'GOCSPX-9f8Q2kLm4vX7bN1c'}}}",
      "",
    ].join("\n");
    const titles = found(text, "credential-hardcoded").flatMap(({ fixes }) =>
      fixes.map(({ title }) => title),
    );
    expect(titles).toEqual(
      ["MAILGUN_API_KEY", "CACHE_URL", "GOOGLE_SECRET"].map((name) => `Read it from the variable ${name}`),
    );
  });

  test.for([
    'RECAPTCHA_PUBLIC_KEY = "6Lc3k8UTAAAAAKq9vZ2mX7bN1c"',
    'GOOGLE_MAP_API_KEY = "AIzaSy9f8Q2kLm4vX7bN1cRd2fGh3Jk5"',
    'STRIPE_TEST_SECRET_KEY = "rk4Lw0qTz81mVb6Rk2Hs9"',
    'API_TOKEN = "<your token here 12345>"',
    'CSRF_HEADER_TOKEN = "HTTP_X_XSRF_TOKEN_2026_v2"',
    'CELERY_BROKER_URL = "amqp://guest:gu3st9pw8@localhost:5672"',
    'DATABASE_URL = "postgres://postgres:postgres9@db:5432/app"',
    'AWS_SECRET_ACCESS_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"',
    'SHOP_SECRET = __import__("os").environ["SHOP_SECRET"]',
  ])("no real one: %s", (line) => {
    expect(messages(`${line}\n`, "credential-hardcoded")).toEqual([]);
  });
});

describe("flags", () => {
  test("are reported by one rule each", () => {
    const code = [
      "import os",
      "from decouple import config",
      "",
      'EMAIL_USE_TLS = os.environ.get("TLS")',
      'EMAIL_USE_SSL = config("SSL", default=False)',
      'APPEND_SLASH = bool(os.environ.get("SLASH", "False"))',
      'USE_TZ = "False"',
      "",
    ].join("\n");
    const rules = ["bool-setting-env-string", "decouple-no-cast", "bool-of-env"];
    expect(rules.map((id) => found(code, id).length)).toEqual([1, 1, 1]);
  });

  test("keep their default", () => {
    const code = 'import os\n\nUSE_X_FORWARDED_HOST = os.environ.get("PROXY", True)\n';
    expect(fixed(code, "bool-setting-env-string")).toContain('os.environ.get("PROXY", "true").lower() in');
  });

  test("a variable or False is none", () => {
    const code =
      'import os\n\nPOSTHOG_KEY = os.environ.get("POSTHOG_KEY", False)\nSENTRY = os.environ.get("S", False)\n';
    expect(messages(code, "bool-setting-env-string")).toEqual([]);
  });
});

describe("numbers", () => {
  test("that are always text are an error", () => {
    const severities = (code: string) =>
      found(code, "int-setting-env-string").map(({ severity }) => severity);
    expect(severities('import os\n\nSESSION_COOKIE_AGE = os.environ["AGE"]\n')).toEqual(["error"]);
    expect(severities('import os\n\nSESSION_COOKIE_AGE = os.environ.get("AGE", 60)\n')).toEqual(["warning"]);
  });

  test("no fix that would end the start", () => {
    expect(
      fixed('import os\n\nEMAIL_TIMEOUT = os.environ.get("TIMEOUT")\n', "int-setting-env-string"),
    ).toBeUndefined();
  });
});

describe("MIDDLEWARE", () => {
  const list = (...names: string[]) =>
    `MIDDLEWARE = [\n${names.map((name) => `    "${name}",\n`).join("")}]\n`;
  const security = "django.middleware.security.SecurityMiddleware";
  const session = "django.contrib.sessions.middleware.SessionMiddleware";
  const auth = "django.contrib.auth.middleware.AuthenticationMiddleware";
  const message = "django.contrib.messages.middleware.MessageMiddleware";
  const common = "django.middleware.common.CommonMiddleware";
  const whitenoise = "whitenoise.middleware.WhiteNoiseMiddleware";

  test("one entry that stands too low is one finding, and one move", () => {
    const code = list(security, auth, message, session);
    expect(found(code, "middleware-order")).toHaveLength(1);
    expect(fixed(code, "middleware-order")).toBe(list(security, session, auth, message));
  });

  test("no move that puts WhiteNoise in the wrong place", () => {
    const code = list(common, security, whitenoise);
    expect(found(code, "middleware-order").map(({ severity }) => severity)).toEqual(["info"]);
    expect(fixed(code, "middleware-order")).not.toBe(list(security, common, whitenoise));
  });

  test("the order of WhiteNoise is told by its own rule alone", () => {
    expect(messages(list(security, session, whitenoise), "middleware-order")).toEqual([]);
    expect(messages(list(whitenoise, security), "middleware-order")).toEqual([]);
  });

  test("a subclass of the project's own does the work", () => {
    const settings = [
      'INSTALLED_APPS = ["django.contrib.admin"]',
      list("mysite.middleware.Sessions", auth, message),
    ].join("\n");
    const files = {
      "mysite/middleware.py":
        "from django.contrib.sessions.middleware import SessionMiddleware\n\n\nclass Sessions(SessionMiddleware):\n    pass\n",
      "mysite/settings.py": settings,
    };
    expect(messages(files, "middleware-required-by-app")).toEqual([]);
  });

  test("unknown names are those of the installed Django", () => {
    const login = "django.contrib.auth.middleware.LoginRequiredMiddleware";
    const project = (version: string) => ({
      "requirements.txt": `Django==${version}\ngunicorn\n`,
      "mysite/settings.py": list(security, session, auth, login),
    });
    expect(messages(project("4.2.16"), "middleware-unknown")).toHaveLength(1);
    expect(messages(project("5.1.4"), "middleware-unknown")).toEqual([]);
  });
});

describe("settings modules", () => {
  test("a base module that is imported where classes of settings are", () => {
    const files = {
      "app.json": '{"stack": "heroku-24", "env": {"ALLOWED_HOSTS": "*"}}\n',
      "requirements.txt": "Django==5.2.8\ngunicorn\npydantic-settings\n",
      "mysite/env.py":
        "from pydantic_settings import BaseSettings\n\n\nclass Env(BaseSettings):\n    ALLOWED_HOSTS: list[str]\n\n\nenv = Env()\n",
      "mysite/settings.py": "from .env import env\n\nALLOWED_HOSTS = env.ALLOWED_HOSTS\n",
    };
    const [finding] = found(files, "pydantic-list-needs-json");
    expect(finding?.verdict.at?.file).toBe("app.json");
    expect(finding?.fixes[0]?.changes).toMatchObject([{ edits: [{ text: '"[\\"*\\"]"' }] }]);
  });

  test("a default of wsgi.py that git ignores may be made where the site runs", () => {
    const files = {
      "mysite/__init__.py": "",
      "mysite/settings/__init__.py": "",
      "mysite/settings/base.py": "INSTALLED_APPS = []\n",
      "mysite/wsgi.py":
        'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings.local")\nfrom django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n',
    };
    expect(messages(files, "settings-module-not-found")).toHaveLength(1);
    expect(messages({ ...files, ".gitignore": "local.py\n" }, "settings-module-not-found")).toEqual([]);
  });
});
