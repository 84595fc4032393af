/** Django's checks and start-up where production is not fully known; test/conformance compares them with real Django. */
import { describe, expect, it } from "vitest";
import { analyze } from "../../server/src/analyze";
import { djangoChecks } from "../../server/src/django/checks/index";
import type { DjangoVersion } from "../../server/src/project/project";
import type { CheckResult, ProjectReport } from "../../server/src/report";
import { memorySnapshot } from "../support/memorySnapshot";

const MANAGE =
  'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_.settings")\nfrom django.core.management import execute_from_command_line\n';

function report(
  settings: string,
  { files = {}, django = "5.2" }: { files?: Record<string, string>; django?: DjangoVersion | null } = {},
): ProjectReport {
  const snapshot = memorySnapshot({
    "manage.py": MANAGE,
    "site_/__init__.py": "",
    "site_/settings.py": settings,
    ...files,
  });
  return analyze(snapshot, { django: django ?? undefined, rules: [] }).projects[0]!;
}

function check(id: string, ...input: Parameters<typeof report>): CheckResult {
  return report(...input).checks.find((check) => check.id === id)!;
}

describe("checks", () => {
  it("are decided where what nobody knows makes no difference", () => {
    const settings = "from somewhere import MIDDLEWARE\nSECURE_SSL_REDIRECT = True\n";
    expect(check("security.W008", settings).state).toBe("clear");
    expect(check("security.W006", `${settings}SECURE_CONTENT_TYPE_NOSNIFF = False\n`)).toMatchObject({
      state: "undecided",
      reason: expect.stringContaining("MIDDLEWARE"),
    });
  });

  it("tell when they are reported", () => {
    const settings = 'import os\nDEBUG = "DEBUG" in os.environ\n';
    expect(check("security.W018", settings)).toMatchObject({
      state: "undecided",
      reason: "it depends on the environment variable DEBUG",
      when: "DEBUG is set",
    });
  });

  it("may end with an exception", () => {
    const settings =
      'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]\nSECURE_REFERRER_POLICY = 5\n';
    const raises = { state: "raises", reason: "TypeError: 'int' object is not iterable" };
    expect(check("security.E023", settings)).toMatchObject(raises);
    expect(check("security.W022", settings)).toMatchObject(raises);
    expect(check("security.W008", settings).state).toBe("reported");
  });

  it("do not claim an exception that happens in some worlds only", () => {
    const settings = `import os\nMIDDLEWARE = None if "A" in os.environ else []\n`;
    expect(check("security.W001", settings).state).toBe("undecided");
  });

  it("agree over a range of versions, whether or not each has the check", () => {
    const files = { "requirements.txt": "Django>=4.2,<6.0\n" };
    const states = (settings: string) => {
      const snapshot = memorySnapshot({ "manage.py": MANAGE, "site_/settings.py": settings, ...files });
      const { checks } = analyze(snapshot, { rules: [] }).projects[0]!;
      return (id: string) => checks.find((check) => check.id === id)!.state;
    };
    const state = states('INSTALLED_APPS = ["django.contrib.staticfiles"]\nSTORAGES = {}\n');
    expect(state("staticfiles.E005")).toBe("undecided");
    expect(state("auth.E013")).toBe("clear");
    expect(state("security.E026")).toBe("not-applicable");
    expect(state("security.W001")).toBe("reported");
  });

  it("do not know the classes of other packages, but those of well-known ones", () => {
    const settings = (middleware: string) =>
      `INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth"]\nMIDDLEWARE = ["${middleware}"]\n`;
    expect(check("auth.E013", settings("company.middleware.Login"))).toMatchObject({
      state: "undecided",
      reason: "whether company.middleware.Login derives from LoginRequiredMiddleware is not known",
    });
    expect(check("auth.E013", settings("whitenoise.middleware.WhiteNoiseMiddleware")).state).toBe("clear");
    expect(check("auth.E013", settings("json.JSONEncoder")).state).toBe("clear");
  });

  it("name ids that no other check has in the same version", () => {
    for (const version of ["3.2", "4.2", "5.0", "5.1", "6.1"] as const) {
      const inUse = djangoChecks.filter(
        ({ since, until }) =>
          (since === undefined || Number(since) <= Number(version)) &&
          (until === undefined || Number(version) < Number(until)),
      );
      const ids = inUse.flatMap(({ ids }) => ids);
      expect(ids.length).toBe(new Set(ids).size);
    }
  });
});

describe("directories", () => {
  const settings = (directory: string) =>
    `from pathlib import Path\nBASE = Path(__file__).resolve().parent.parent\nINSTALLED_APPS = ["django.contrib.staticfiles"]\nSTATICFILES_DIRS = [${directory}]\n`;
  const W004 = (directory: string, files: Record<string, string> = {}) =>
    check("staticfiles.W004", settings(directory), { files });

  it("exist where a file in them is committed", () => {
    const files = { "assets/css/site.css": "" };
    expect(W004('BASE / "assets"', files).state).toBe("clear");
    expect(W004('BASE / "assets"', { ...files, ".gitignore": "assets/\n" }).state).toBe("undecided");
  });

  it("may be built, or stand outside of the folder", () => {
    expect(W004('BASE / "dist"').reason).toBe("dist is not in the folder, but a build may make it");
    expect(W004('"/srv/assets"').reason).toBe("/srv/assets is outside of the folder");
    expect(W004('"/tmp"').state).toBe("clear");
  });
});

describe("directories with all files at hand", () => {
  it("may be made by a cache while the checks run", () => {
    const settings =
      'import os\nBASE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))\nFILE_UPLOAD_TEMP_DIR = f"{BASE}/uploads"\n';
    const cache =
      'CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": f"{BASE}/uploads/cache"}}\n';
    const state = (text: string) =>
      analyze(memorySnapshot({ "manage.py": MANAGE, "site_/settings.py": text }), {
        django: "5.2",
        rules: [],
        environment: { variables: new Map(), closed: true },
      }).projects[0]!.checks.find(({ id }) => id === "files.E001")!;
    expect(state(settings).state).toBe("reported");
    expect(state(settings + cache)).toMatchObject({
      state: "undecided",
      reason: "a cache of CACHES makes /app/uploads",
    });
  });
});

describe("start-up", () => {
  it("may raise in some worlds", () => {
    const settings = 'import os\nALLOWED_HOSTS = os.environ.get("HOSTS", ["example.com"])\n';
    expect(report(settings).startup).toMatchObject({
      state: "may-raise",
      exception: "ImproperlyConfigured: The ALLOWED_HOSTS setting must be a list or a tuple.",
      when: "HOSTS is set",
    });
  });

  it("raises where the value is a string whatever it is", () => {
    const settings = 'import os\nALLOWED_HOSTS = os.environ["HOSTS"]\n';
    expect(report(settings).startup).toMatchObject({ state: "raises" });
  });

  it("says nothing of what is installed beside Django", () => {
    const settings =
      'INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "somewhere", "elsewhere.apps.Config"]\nDATABASES = {"default": {"ENGINE": "mssql"}}\nLOGGING = {"version": 1, "handlers": {"x": {"class": "pkg.Handler"}}}\n';
    expect(report(settings).startup).toEqual({ state: "ok" });
  });

  it("says why it does not know whether Django starts", () => {
    const settings = 'INSTALLED_APPS = ["somewhere"]\nLANGUAGE_CODE = "production"\n';
    expect(report(settings).startup).toEqual({
      state: "undecided",
      exception: "OSError: No translation files found for default language production.",
      reason: "what somewhere does when it is imported is not known",
    });
    const user =
      'INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "people"]\nAUTH_USER_MODEL = "people.Person"\n';
    const models = (meta: string) => ({
      "people/__init__.py": "",
      "people/models.py": `from django.contrib.auth.models import AbstractUser\nclass Person(AbstractUser):\n    class Meta:\n        ${meta}\n`,
    });
    expect(report(user, { files: models("ordering = ['pk']") }).startup).toEqual({ state: "ok" });
    expect(report(user, { files: models("abstract = True") }).startup).toMatchObject({ state: "undecided" });
    const storages =
      'STORAGES = {"default": {}, "staticfiles": {}}\nSTATICFILES_STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage"\n';
    const files = { "requirements.txt": "Django>=5.0,<5.3\n" };
    expect(report(storages, { files, django: null }).startup).toMatchObject({
      state: "undecided",
      reason: "it depends on the version of Django",
    });
  });

  it("knows the modules of the project", () => {
    const files = { "shop/__init__.py": "" };
    expect(report('INSTALLED_APPS = ["shop"]\n', { files }).startup).toEqual({ state: "ok" });
    expect(report('INSTALLED_APPS = ["shop.cart"]\n', { files }).startup).toMatchObject({
      state: "raises",
      exception: "ModuleNotFoundError: No module named 'shop.cart'",
    });
  });
});
