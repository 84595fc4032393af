/** The rules on static files and uploads: the cases that their examples are too few for. */
import { describe, expect, test } from "vitest";
import { exampleProject } from "../../server/src/rules/exampleProject";
import type { ExampleFiles } from "../../server/src/rules/rule";
import { applyChanges, type Files, projectOf, SETTINGS, verdictsOn } from "../support/exampleProject";

/** What a rule says of a project: the severity of each finding that is shown, covered ones as the rule that covers them. */
function said(rule: string, example: ExampleFiles): string[] {
  return verdictsOn(projectOf(example))
    .filter((each) => each.rule === rule && each.verdict.state === "violated")
    .map(({ shown, severity, coveredBy }) => (shown ? severity : `(${coveredBy})`));
}

/** The files that the first fix of a rule changes, as they are then. */
function fixed(rule: string, example: ExampleFiles): Files | undefined {
  const files = projectOf(example);
  const [fix] = verdictsOn(files).flatMap((each) => (each.rule === rule ? each.fixes : []));
  if (fix === undefined) return undefined;
  const after = Object.entries(applyChanges(files, fix.changes));
  return Object.fromEntries(after.filter(([path, text]) => files[path] !== text));
}

const on = (requirements: string, code: string, more: Files = {}) => ({
  "requirements.txt": `${requirements}\ngunicorn\n`,
  [SETTINGS]: code,
  ...more,
});
const APPS = "INSTALLED_APPS = ['django.contrib.staticfiles', 'blog']\n";
const WHITENOISE = "MIDDLEWARE = ['whitenoise.middleware.WhiteNoiseMiddleware']\n";
const MODELS = { "blog/models.py": "photo = models.ImageField()\n" };
const storages = (files: string, staticFiles = "whitenoise.storage.CompressedManifestStaticFilesStorage") =>
  `STORAGES = {\n    'default': {'BACKEND': '${files}'},\n    'staticfiles': {'BACKEND': '${staticFiles}'},\n}\n`;
const DISK = "django.core.files.storage.FileSystemStorage";
const S3 = "storages.backends.s3.S3Storage";

describe("storages", () => {
  test("STORAGES that only some environments have are not changed from outside", () => {
    const indented = storages(DISK, "django.contrib.staticfiles.storage.StaticFilesStorage").replace(
      /^(?=.)/gm,
      "    ",
    );
    const base = `import os\n${APPS}${WHITENOISE}if 'PLAIN' not in os.environ:\n${indented}`;
    const example = on("Django==5.2.8\nwhitenoise", "from .base import *\n", { "mysite/base.py": base });
    expect(said("static-not-hashed", example)).toEqual(["info"]);
    expect(fixed("static-not-hashed", example)).toBeUndefined();
  });

  test("development keeps its key where the variable is missing", () => {
    const code = "import os\nDEBUG = 'DEBUG' in os.environ\nSECRET_KEY = os.environ.get('SECRET_KEY')\n";
    const own = `${code}if not SECRET_KEY and DEBUG:\n    SECRET_KEY = 'development'\n`;
    expect(fixed("secret-key-may-be-none", code)).toBeDefined();
    expect(fixed("secret-key-may-be-none", own)).toBeUndefined();
  });

  test("the old and the new settings of different branches do not clash", () => {
    const code = (body: string) => on("Django==4.2.16", `import os\nif os.getenv('S3'):\n${body}`);
    const branches = code("    STATICFILES_STORAGE = 'a.B'\nelse:\n    STORAGES = {}\n");
    expect(said("legacy-storage-setting", branches)).toEqual(["warning"]);
    const together = code("    STATICFILES_STORAGE = 'a.B'\n    STORAGES = {}\n");
    expect(said("legacy-storage-setting", together)).toEqual(["error"]);
  });

  test.for<[requirements: string, code: string, expected: string[]]>([
    ["Django==5.2.8", "", ["warning"]],
    ["Django==4.1.13", storages(S3), ["warning"]],
    ["Django>=3.2,<5", storages(S3), []],
    ["Django==4.2.16", `DEFAULT_FILE_STORAGE = '${S3}'\n`, []],
    ["Django==5.2.8", `DEFAULT_FILE_STORAGE = '${S3}'\n`, ["(legacy-storage-setting)"]],
    ["Django>=4.2,<5.2", `DEFAULT_FILE_STORAGE = '${S3}'\n`, []],
    ["Django==5.2.8", "import os\nif os.getenv('S3'):\n    STORAGES = {'default': {'BACKEND': 'a.B'}}\n", []],
  ])("uploads with %s and %j: %j", ([requirements, code, expected]) => {
    expect(said("media-on-ephemeral-disk", on(requirements, APPS + code, MODELS))).toEqual(expected);
  });

  test.for<[version: string, expected: string[]]>([
    ["whitenoise", ["error"]],
    ["whitenoise>=3", ["error"]],
    ["whitenoise~=3.3", []],
    ["whitenoise<4", []],
    ["gunicorn", []],
  ])("what WhiteNoise 4 removed, with %s: %j", ([requirement, expected]) => {
    const code = storages(DISK, "whitenoise.django.GzipManifestStaticFilesStorage");
    expect(said("whitenoise-removed-api", on(`Django==5.2.8\n${requirement}`, code))).toEqual(expected);
  });

  test("the old name of WhiteNoise's storage does not move to STORAGES", () => {
    const code = "STATICFILES_STORAGE = 'whitenoise.django.GzipManifestStaticFilesStorage'\n";
    expect(fixed("legacy-storage-setting", code)?.[SETTINGS]).toContain(
      "'whitenoise.storage.CompressedManifestStaticFilesStorage'",
    );
  });

  test("a wrapper around another application goes, and what it wraps stays", () => {
    const wsgi = "from whitenoise.django import DjangoWhiteNoise as W\n\napplication = W(make())\n";
    const after = fixed(
      "whitenoise-removed-api",
      on("Django==4.2.16\nwhitenoise", WHITENOISE, { "mysite/wsgi.py": wsgi }),
    );
    expect(after).toEqual({ "mysite/wsgi.py": "\napplication = make()\n" });
    const twice = wsgi.replace("make()", "make(W)");
    expect(
      fixed(
        "whitenoise-removed-api",
        on("Django==4.2.16\nwhitenoise", WHITENOISE, { "mysite/wsgi.py": twice }),
      ),
    ).toBeUndefined();
  });
});

describe("uploads", () => {
  const ask = (files: Files, code = APPS) => said("media-on-ephemeral-disk", { [SETTINGS]: code, ...files });

  test("are found in a package of models, and in apps that are there for them", () => {
    expect(ask({})).toEqual([]);
    expect(ask({ "blog/models/__init__.py": "", "blog/models/post.py": "x = models.FileField()\n" })).toEqual(
      ["warning"],
    );
    expect(ask({}, "INSTALLED_APPS = ['wagtail.images']\n")).toEqual(["warning"]);
  });

  test("in a storage that the field names are its own business", () => {
    expect(
      ask({ "blog/models.py": "x = models.FileField(\n    upload_to=f(1),\n    storage=s3,\n)\n" }),
    ).toEqual([]);
    expect(
      ask({
        "blog/models.py": "x = models.FileField(storage=s3)\ny = models.FileField(upload_to='storage')\n",
      }),
    ).toEqual(["warning"]);
  });

  test("are nobody's worry where nothing says Heroku", () => {
    const { Procfile: _, ...files } = projectOf({ ...MODELS, [SETTINGS]: APPS });
    expect(said("media-on-ephemeral-disk", files)).toEqual([]);
  });

  const DEBUG = "import os\nDEBUG = os.environ.get('D') == '1'\n";

  test("go to S3 below STORAGES, which development shares", () => {
    const code = `${DEBUG}if not DEBUG:\n    A = 1\n${APPS}${storages(DISK)}`;
    const after = fixed("media-on-ephemeral-disk", { [SETTINGS]: code, ...MODELS })?.[SETTINGS];
    expect(after?.startsWith(code)).toBe(true);
    expect(after).toMatch(/\nif not DEBUG:\n {4}STORAGES\['default'\] = \{\n/);
  });

  test("go to S3 where STORAGES is written, if that is production's", () => {
    const code = `${APPS}${storages(DISK)}`;
    const after = fixed("media-on-ephemeral-disk", { [SETTINGS]: code, ...MODELS })?.[SETTINGS];
    expect(after).toContain(
      "STORAGES = {\n    'default': {\n        'BACKEND': 'storages.backends.s3.S3Storage',\n",
    );
  });

  test("do not go to S3 by lines that never run, or where nothing installs django-storages", () => {
    const code = `DEBUG = True\n${APPS}`;
    expect(said("media-on-ephemeral-disk", { [SETTINGS]: code, ...MODELS })).toEqual(["warning"]);
    expect(fixed("media-on-ephemeral-disk", { [SETTINGS]: code, ...MODELS })).toBeUndefined();
    const { "requirements.txt": _, ...files } = projectOf({ [SETTINGS]: APPS, ...MODELS });
    expect(fixed("media-on-ephemeral-disk", files)).toBeUndefined();
  });

  test("stay readable where links to them are not signed, or static files need the ACL", () => {
    const acl = "AWS_DEFAULT_ACL = 'public-read'\n";
    expect(fixed("s3-public-by-default", storages(S3) + acl)).toBeDefined();
    for (const code of [`${storages(S3)}AWS_QUERYSTRING_AUTH = False\n`, storages(S3, S3)]) {
      expect(said("s3-public-by-default", code + acl)).toEqual(["info"]);
      expect(fixed("s3-public-by-default", code + acl)).toBeUndefined();
    }
  });

  test("have the ACL of their parameters first", () => {
    const parameters = (text: string) => `${storages(S3)}AWS_S3_OBJECT_PARAMETERS = ${text}\n`;
    const acl = "AWS_DEFAULT_ACL = 'public-read'\n";
    expect(said("s3-public-by-default", parameters("{'ACL': 'public-read'}"))).toEqual(["info"]);
    expect(said("s3-public-by-default", parameters("{'ACL': 'private'}") + acl)).toEqual([]);
    expect(said("s3-public-by-default", parameters("{'CacheControl': 'max-age=60'}") + acl)).toEqual([
      "info",
    ]);
    expect(said("s3-public-by-default", `import x\n${parameters("x.P")}${acl}`)).toEqual([]);
  });

  test("inside STATIC_ROOT: what is committed there goes on being served", () => {
    const code = `${APPS}BASE_DIR = '/app'\nSTATIC_ROOT = 'static'\nMEDIA_ROOT = '/app/static/images'\n`;
    expect(said("static-root-overlaps-media", { ...MODELS, [SETTINGS]: code })).toEqual(["warning"]);
    expect(fixed("static-root-overlaps-media", { ...MODELS, [SETTINGS]: code })).toBeDefined();
    const files = { ...MODELS, "static/site.css": "", [SETTINGS]: code };
    expect(said("static-root-overlaps-media", files)).toEqual(["warning"]);
    expect(fixed("static-root-overlaps-media", files)).toBeUndefined();
    const elsewhere = code.replace("'/app/static/images'", "'/app/static-images'");
    expect(said("static-root-overlaps-media", { ...MODELS, [SETTINGS]: elsewhere })).toEqual([]);
  });
});

describe("STATICFILES_DIRS", () => {
  const dirs = (value: string) => `${APPS}STATICFILES_DIRS = ${value}\n`;

  test("may be kept from git, made by a build, or be somebody else's", () => {
    const ask = (files: Files) =>
      said("static-dir-missing", { [SETTINGS]: dirs("['/app/frontend/css']"), ...files });
    expect(ask({})).toEqual(["info"]);
    expect(ask({ "frontend/package.json": "{}" })).toEqual([]);
    expect(ask({ "bin/post_compile": "" })).toEqual([]);
    expect(ask({ "heroku.yml": "build:\n  docker:\n    web: Dockerfile\n", Dockerfile: "FROM x\n" })).toEqual(
      [],
    );
    expect(ask({ ".gitmodules": "" })).toEqual([]);
    expect(ask({ [SETTINGS]: dirs("['/srv/static', '/app/dist']") })).toEqual([]);
    expect(
      ask({ [SETTINGS]: `import os\n${dirs("['/app/css']")}os.makedirs('/app/css', exist_ok=True)\n` }),
    ).toEqual([]);
  });

  test("all that are missing are made", () => {
    const after = fixed("static-dir-missing", dirs("['/app/css', ('js', '/app/js')]"));
    expect(after).toEqual({ "css/.gitkeep": "", "js/.gitkeep": "" });
  });

  test("is not the business of rules where nothing reads it", () => {
    const finders = "STATICFILES_FINDERS = ['django.contrib.staticfiles.finders.AppDirectoriesFinder']\n";
    expect(said("static-dirs-not-list", dirs("'css'"))).toEqual(["error"]);
    expect(said("static-dirs-not-list", dirs("'css'") + finders)).toEqual([]);
    const silenced = "SILENCED_SYSTEM_CHECKS = ['staticfiles.E001', 'staticfiles.E002']\n";
    expect(said("static-dirs-not-list", dirs("'css'") + silenced)).toEqual([]);
    // It fails before the check.
    const path = `from pathlib import Path\n${dirs("Path('css')")}`;
    expect(said("static-dirs-not-list", path + silenced)).toEqual(["error"]);
    const same = `STATIC_ROOT = '/app/css'\n${dirs("['css']")}`;
    expect(said("static-root-in-dirs", same)).toEqual(["error"]);
    expect(said("static-root-in-dirs", same + silenced)).toEqual([]);
  });

  test("STATIC_ROOT does not move to where uploads are", () => {
    const code = (media: string) =>
      `${dirs("['/app/css']")}BASE_DIR = '/app'\nSTATIC_ROOT = '/app/css'\nMEDIA_ROOT = '${media}'\n`;
    expect(fixed("static-root-in-dirs", code("/app/media"))?.[SETTINGS]).toContain(
      "(BASE_DIR, 'staticfiles')",
    );
    expect(fixed("static-root-in-dirs", code("/app/staticfiles/media"))).toBeUndefined();
  });

  test("is made a list in the layout that it has", () => {
    const after = (value: string) => fixed("static-dirs-not-list", dirs(value))?.[SETTINGS];
    expect(after("('css')")).toBe(dirs("['css']"));
    expect(after("(\n    # sources\n    'css'\n)")).toBe(dirs("[\n    # sources\n    'css'\n]"));
    expect(after("'css'  # sources")).toBe(dirs("['css']  # sources"));
    expect(after("{'css': 1}")).toBeUndefined();
  });
});

describe("WhiteNoise", () => {
  test("runserver_nostatic stays where the lists are put together", () => {
    const code =
      "A = ['django.contrib.staticfiles']\nB = ['whitenoise.runserver_nostatic']\nINSTALLED_APPS = A + B\n";
    expect(said("runserver-nostatic-order", code)).toEqual(["hint"]);
    expect(fixed("runserver-nostatic-order", code)).toBeUndefined();
  });

  test("an option that reads a variable stays", () => {
    const code = `import os\n${WHITENOISE}WHITENOISE_AUTOREFRESH = os.environ.get('A', 'yes') or True\n`;
    expect(said("whitenoise-dev-option", code)).toEqual(["warning"]);
    expect(fixed("whitenoise-dev-option", code)).toBeUndefined();
  });

  test("options that follow DEBUG are DEBUG's business", () => {
    const code = `DEBUG = True\n${WHITENOISE}WHITENOISE_USE_FINDERS = DEBUG\n`;
    expect(said("whitenoise-dev-option", code)).toEqual(["(debug-true)"]);
  });

  test("has nothing to hash where a bundler does", () => {
    const code = `${WHITENOISE}STATIC_ROOT = 'out'\n`;
    expect(said("static-not-hashed", APPS + code)).toEqual(["info"]);
    expect(said("static-not-hashed", APPS.replace("blog", "django_vite") + code)).toEqual([]);
  });
});

describe("the build", () => {
  const project = (code: string, more: Files) => ({
    ...exampleProject,
    [SETTINGS]: `${APPS}${WHITENOISE}STATIC_ROOT = '/app/out'\n${code}`,
    "requirements.txt": "Django==5.2.8\ngunicorn\nwhitenoise\n",
    ...more,
  });
  const PROCFILE = { Procfile: "web: gunicorn mysite.wsgi\n" };
  const disabled = { ...PROCFILE, "app.json": '{"env": {"DISABLE_COLLECTSTATIC": "1"}}\n' };

  test("that collects nothing breaks a site where WhiteNoise is to serve files", () => {
    const bare = { ...project("", disabled), [SETTINGS]: `${APPS}STATIC_ROOT = '/app/out'\n` };
    expect(said("collectstatic-disabled", bare)).toEqual(["warning"]);
    expect(said("collectstatic-disabled", project("", disabled))).toEqual(["error"]);
    expect(said("collectstatic-disabled", project(storages(DISK), disabled))).toEqual(["error"]);
    expect(said("collectstatic-disabled", project(storages(DISK, S3), disabled))).toEqual([]);
  });

  test("may have other ways to collect", () => {
    const ways: readonly Files[] = [
      { Procfile: "web: ./start.sh\n" },
      { "bin/post_compile": "" },
      { "out/site.css": "" },
      { "package.json": '{"scripts": {"heroku-postbuild": "python manage.py collectstatic"}}' },
      { "project.toml": "[[io.buildpacks.group]]\nid = 'heroku/python'\n" },
      {
        "app.json":
          '{"env": {"DISABLE_COLLECTSTATIC": {"value": "1"}}, "buildpacks": [{"url": "a"}, {"url": "b"}]}',
      },
    ];
    for (const files of ways) {
      expect(said("collectstatic-disabled", project("", { ...disabled, ...files }))).toEqual([]);
    }
  });

  const docker = (text: string, code = "") =>
    project(code, {
      "heroku.yml": "build:\n  docker:\n    web: Dockerfile\n",
      Dockerfile: `FROM python:3.13\n${text}`,
    });

  test.for<[text: string, expected: string[]]>([
    [
      "RUN --mount=type=cache,target=/root/.cache pip install -r requirements.txt\nCMD gunicorn mysite.wsgi\n",
      ["error"],
    ],
    ['RUN apt-get update && apt-get install -y libpq5\nCMD ["gunicorn", "mysite.wsgi"]\n', ["error"]],
    ["RUN make assets\nCMD gunicorn mysite.wsgi\n", []],
    ["RUN uv run build\nCMD gunicorn mysite.wsgi\n", []],
    ["RUN python manage.py assets\nCMD gunicorn mysite.wsgi\n", []],
    ["ENTRYPOINT ./entrypoint.sh\nCMD gunicorn mysite.wsgi\n", []],
    ["COPY start /start\nCMD /start\n", []],
    ["RUN <<EOF\npython manage.py collectstatic\nEOF\nCMD gunicorn mysite.wsgi\n", []],
  ])("of an image with %j: %j", ([text, expected]) => {
    expect(said("docker-no-collectstatic", docker(text))).toEqual(expected);
  });

  test("of an image does not have the config vars", () => {
    const run = "CMD gunicorn mysite.wsgi\n";
    const key = "import os\nSECRET_KEY = os.environ['KEY']\n";
    expect(fixed("docker-no-collectstatic", docker(run, key))?.Dockerfile).toContain(
      "RUN KEY=build python manage.py collectstatic --noinput\nCMD",
    );
    expect(
      fixed("docker-no-collectstatic", docker(run, `${key}MAIL = {'token': os.environ['TOKEN']}\n`)),
    ).toBeUndefined();
    expect(
      fixed("docker-no-collectstatic", docker(run, `${key}TOKEN = os.environ.get('TOKEN')\n`)),
    ).toBeDefined();
  });

  test("of an image is one thing with collectstatic in the release phase", () => {
    const files = project(storages(DISK), {
      "heroku.yml":
        "build:\n  docker:\n    web: Dockerfile\nrelease:\n  command:\n    - python manage.py collectstatic --noinput\n",
      Dockerfile: "FROM python:3.13\nCMD gunicorn mysite.wsgi\n",
    });
    expect(said("collectstatic-in-release", files)).toEqual(["error"]);
    expect(said("docker-no-collectstatic", files)).toEqual(["(collectstatic-in-release)"]);
  });
});

describe("django.views.static.serve", () => {
  const urls = (text: string) => ({
    [SETTINGS]: "ROOT_URLCONF = 'mysite.urls'\n",
    "mysite/urls.py": `from django.conf import settings\nfrom django.urls import path\nfrom django.views.static import serve as files\n${text}`,
  });

  test.for<[text: string, expected: string[]]>([
    ["urlpatterns = [path('a', files)]\n", ["warning"]],
    ["urlpatterns = [path('a', files), path('b', view=files)]\n", ["warning"]],
    ["urlpatterns = []\nurlpatterns.append(path('a', files))\n", ["warning"]],
    ["if settings.DEBUG:\n    urlpatterns = []\nelse:\n    urlpatterns = [path('a', files)]\n", ["warning"]],
    ["urlpatterns = [path('a', files)] if settings.DEBUG else []\n", []],
    ["if settings.SERVE:\n    urlpatterns = [path('a', files)]\n", []],
    ["only_debug = [path('a', files)]\n", []],
  ])("%j: %j", ([text, expected]) => {
    expect(said("serve-view-in-production", urls(text))).toEqual(expected);
  });
});
