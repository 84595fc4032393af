/** The rules on databases where their examples are too few: projects that are well kept, and what their helpers decide. */
import { describe, expect, test } from "vitest";
import type { Dependency } from "../../server/src/files/dependencies";
import { rules } from "../../server/src/rules/index";
import { isOlder } from "../../server/src/rules/packages";
import { applyChanges, type Files, findingsOf, projectOf, verdictsOn } from "../support/exampleProject";

const databaseRules = rules.filter(({ group }) => group === "database");

/** The findings about databases, with their severity. */
function findings(files: Files): string[] {
  const verdicts = verdictsOn(files);
  return databaseRules.flatMap((rule) =>
    findingsOf(verdicts, rule).map(({ severity }) => `${severity} ${rule.id}`),
  );
}

/** What the first fix of a rule makes of the settings. */
function fixed(files: Files, id: string, path = "mysite/settings.py"): string | undefined {
  const [finding] = findingsOf(verdictsOn(files), { id });
  const fix = finding?.fixes[0];
  return fix && applyChanges(files, fix.changes)[path];
}

const startsWith = (settings: string, rest: string) =>
  `import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "${settings}")\n${rest}`;

/** Split settings, in the shape that generators of projects give them. */
const split: Files = {
  "manage.py": startsWith(
    "config.settings.local",
    "from django.core.management import execute_from_command_line\n",
  ),
  "config/__init__.py": "",
  "config/settings/__init__.py": "",
  "config/settings/base.py": [
    "import environ",
    "",
    "env = environ.Env()",
    'DATABASES = {"default": env.db("DATABASE_URL")}',
    'DATABASES["default"]["ATOMIC_REQUESTS"] = True',
    'DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"',
    'INSTALLED_APPS = ["django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes", "shop"]',
    "",
  ].join("\n"),
  "config/settings/local.py": "from .base import *\n\nDEBUG = True\n",
  "config/settings/production.py": [
    "from .base import *",
    "from .base import DATABASES, env",
    "",
    'DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)',
    "",
  ].join("\n"),
  "config/wsgi.py": startsWith(
    "config.settings.production",
    "from django.core.wsgi import get_wsgi_application\n\napplication = get_wsgi_application()\n",
  ),
  "shop/__init__.py": "",
  "shop/models.py":
    "from django.db import models\n\n\nclass Order(models.Model):\n    paid = models.BooleanField()\n",
  "shop/migrations/__init__.py": "",
  Procfile: "release: python manage.py migrate\nweb: gunicorn config.wsgi:application\n",
  "requirements.txt": "-r requirements/production.txt\n",
  "requirements/production.txt":
    "django==5.2.8\ndjango-environ==0.12.0\ngunicorn==23.0.0\npsycopg[c]==3.2.9\n",
  ".gitignore": "*.pyc\n.env\nstaticfiles/\n",
  "compose.yml": "services:\n  postgres:\n    image: postgres:17\n",
  "app.json": '{\n  "addons": ["heroku-postgresql:essential-0"]\n}\n',
};

describe("a project that is well kept", () => {
  test("with split settings and django-environ has no finding", () => {
    expect(findings(split)).toEqual([]);
  });

  test("with one module for Heroku and for development has no finding", () => {
    const files = projectOf({
      "requirements.txt": "dj-database-url==3.1.2\nDjango==5.2.8\ngunicorn==23.0.0\npsycopg[binary]==3.2.9\n",
      "mysite/settings.py": [
        "import os",
        "from pathlib import Path",
        "",
        "import dj_database_url",
        "",
        "BASE_DIR = Path(__file__).resolve().parent.parent",
        'IS_HEROKU = bool(os.environ.get("DYNO"))',
        "if IS_HEROKU:",
        "    DATABASES = {",
        '        "default": dj_database_url.config(',
        '            env="DATABASE_URL",',
        "            conn_max_age=600,",
        "            conn_health_checks=True,",
        "            ssl_require=True,",
        "        ),",
        "    }",
        "else:",
        '    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db.sqlite3"}}',
        "",
      ].join("\n"),
    });
    expect(findings(files)).toEqual([]);
  });

  test("with a pool under ASGI has no finding", () => {
    const files = projectOf({
      Procfile: "web: uvicorn mysite.asgi:application --host 0.0.0.0 --port $PORT\n",
      "mysite/asgi.py": startsWith("mysite.settings", "application = None\n"),
      "requirements.txt": "dj-database-url\nDjango==5.2.8\nuvicorn==0.35.0\npsycopg[binary,pool]==3.2.9\n",
      "mysite/settings.py": [
        "import dj_database_url",
        "",
        'DATABASES = {"default": dj_database_url.config(ssl_require=True)}',
        'DATABASES["default"].setdefault("OPTIONS", {})["pool"] = True',
        "",
      ].join("\n"),
    });
    expect(findings(files)).toEqual([]);
  });
});

describe("fixes of a project with split settings", () => {
  const production = "config/settings/production.py";
  const of = (base: string, own = "from .base import *\n"): Files => ({
    ...split,
    "config/settings/base.py": base,
    [production]: own,
  });

  test("set what only production needs in production", () => {
    const files = of('import dj_database_url\n\nDATABASES = {"default": dj_database_url.config()}\n');
    expect(fixed(files, "conn-max-age-zero", production)).toBe(
      "from .base import *\n\n" +
        'DATABASES["default"]["CONN_MAX_AGE"] = 600\nDATABASES["default"]["CONN_HEALTH_CHECKS"] = True\n',
    );
  });

  test("leave the database of development alone", () => {
    const files = of(
      'DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "a", "HOST": "localhost"}}\n',
    );
    expect(fixed(files, "database-url-unused", production)).toBe(
      "import dj_database_url\n\nfrom .base import *\n\n" +
        'DATABASES["default"] = dj_database_url.config(\n    conn_max_age=600,\n    conn_health_checks=True,\n)\n',
    );
  });

  test("move an option beside a database that a star import brings", () => {
    const files = of(split["config/settings/base.py"]!, "from .base import *\n\nATOMIC_REQUESTS = 1\n");
    expect(fixed(files, "db-setting-at-top-level", production)).toBe(
      'from .base import *\n\nDATABASES["default"]["ATOMIC_REQUESTS"] = 1\n',
    );
  });

  test("give up where the databases come later", () => {
    const files = of(
      "ATOMIC_REQUESTS = True\n",
      'from .base import *\n\nDATABASES = {"default": {"ENGINE": "django.db.backends.postgresql"}}\n',
    );
    expect(findings(files)).toContain("warning db-setting-at-top-level");
    expect(fixed(files, "db-setting-at-top-level", production)).toBeUndefined();
  });
});

test("settings of django-heroku are nobody's decision and nobody's mistake", () => {
  const files = projectOf({
    "requirements.txt": "Django==5.2.8\ndjango-heroku==0.3.1\ngunicorn\n",
    "mysite/settings.py": "import django_heroku\n\ndjango_heroku.settings(locals())\n",
  });
  expect(findings(files)).toEqual([]);
});

test.for<[specifier: string, version: string, expected: boolean | undefined]>([
  ["==2.9.5", "2.9.9", true],
  ["==2.9.10", "2.9.9", false],
  ["===2.9.9", "2.9.9", false],
  ["==2.8.*", "2.9.9", true],
  ["==2.9.*", "2.9.9", undefined],
  ["~=2.8.1", "2.9.9", true],
  ["~=2.8", "2.9.9", undefined],
  ["~=3.0", "2.9.9", false],
  ["<2.9.9", "2.9.9", true],
  ["<=2.9.9", "2.9.9", undefined],
  [">=2.8,<2.9", "2.9.9", true],
  [">=2.9.9", "2.9.9", false],
  [">=2.9,!=2.9.5", "2.9.9", undefined],
  ["^2.9.10", "2.9.9", false],
  ["==2.9.5rc1", "2.9.9", undefined],
  ["2.9.5", "2.9.9", true],
  ["", "2.9.9", undefined],
])("%s is older than %s: %s", ([specifier, version, expected]) => {
  expect(isOlder({ specifier } as Dependency, version)).toBe(expected);
});
