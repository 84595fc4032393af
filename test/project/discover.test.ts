import { describe, expect, test } from "vitest";
import { dependencyState } from "../../server/src/files/dependencies";
import { discoverProjects } from "../../server/src/project/discover";
import { memorySnapshot } from "../support/memorySnapshot";

const managePy = (settings: string) => `#!/usr/bin/env python
import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${settings}")
    from django.core.management import execute_from_command_line
    execute_from_command_line(sys.argv)
`;

const wsgi = (settings: string) => `import os
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${settings}")
application = get_wsgi_application()
`;

const site = {
  "manage.py": managePy("mysite.settings"),
  "mysite/__init__.py": "",
  "mysite/settings.py": "DEBUG = True\n",
  "mysite/urls.py": "",
  "mysite/wsgi.py": wsgi("mysite.settings"),
};

const split = {
  "manage.py": managePy("config.settings.local"),
  "config/wsgi.py": wsgi("config.settings.production"),
  "config/settings/__init__.py": "",
  "config/settings/base.py": "",
  "config/settings/local.py": "",
  "config/settings/production.py": "",
  "config/settings/test.py": "",
};

function only(files: Record<string, string>, options = {}) {
  const projects = discoverProjects(memorySnapshot(files), options);
  expect(projects).toHaveLength(1);
  return projects[0]!;
}

describe("projects", () => {
  test("a directory with Django's manage.py", () => {
    const project = only(site);
    expect(project).toMatchObject({
      root: "",
      name: "mysite",
      managePy: "manage.py",
      settings: { module: { name: "mysite.settings", path: "mysite/settings.py" }, shared: true },
      wsgi: [{ name: "mysite.wsgi", path: "mysite/wsgi.py" }],
      deployment: { target: "none", heroku: false, root: "" },
    });
  });

  test("a manage.py that is not Django's is none", () => {
    expect(discoverProjects(memorySnapshot({ "manage.py": "from flask_script import Manager\n" }))).toEqual(
      [],
    );
  });

  test("a package with wsgi.py where no manage.py is above it", () => {
    const project = only({ "src/site/wsgi.py": wsgi("site.settings"), "src/site/settings.py": "" });
    expect(project).toMatchObject({
      root: "src",
      settings: { module: { path: "src/site/settings.py" }, shared: false },
    });
    expect(project.managePy).toBeUndefined();
  });

  test("several projects, each with its own settings", () => {
    const nested = Object.fromEntries(
      Object.entries(site).map(([path, text]) => [`examples/one/${path}`, text]),
    );
    const projects = discoverProjects(
      memorySnapshot({ ...site, ...nested, Procfile: "web: gunicorn mysite.wsgi\n" }),
    );
    expect(projects.map(({ root }) => root)).toEqual(["", "examples/one"]);
    expect(projects.map(({ wsgi }) => wsgi.length)).toEqual([1, 1]);
    expect(projects[0]!.deployment).toMatchObject({ target: "classic", root: "" });
    expect(projects[1]!.deployment).toMatchObject({ target: "none", root: "examples/one" });
    expect(projects[1]!.deployment.procfile).toBeUndefined();
  });

  test("environments, tests and templates are not looked into", () => {
    const files: Record<string, string> = {};
    for (const directory of ["venv", "node_modules/x", ".git", "tests", "{{cookiecutter.slug}}"]) {
      files[`${directory}/manage.py`] = managePy("a.settings");
    }
    expect(discoverProjects(memorySnapshot(files))).toEqual([]);
  });

  test("wsgi and asgi may be packages", () => {
    const { wsgi, asgi } = only({ ...site, "mysite/asgi/__init__.py": "" });
    expect([wsgi, asgi].flat().map(({ name }) => name)).toEqual(["mysite.wsgi", "mysite.asgi"]);
  });

  test("broken files do not stop it", () => {
    const project = only({
      ...site,
      "manage.py": `${site["manage.py"]}\ndef broken(:\n`,
      "mysite/wsgi.py": "((((",
    });
    expect(project.settings.module?.name).toBe("mysite.settings");
  });
});

describe("the production settings module", () => {
  const chosen = (files: Record<string, string>, options = {}) => {
    const { settings } = only(files, options);
    return [settings.module?.name, settings.reason];
  };

  test("wsgi.py's default", () => {
    const { settings } = only(split);
    expect(settings.module?.name).toBe("config.settings.production");
    expect(settings.reason).toBe("config/wsgi.py uses it by default");
    expect(split["config/wsgi.py"].slice(settings.at?.start, settings.at?.end)).toBe(
      "config.settings.production",
    );
    expect(settings.shared).toBe(false);
    expect(settings.candidates.map(({ name }) => name)).toEqual([
      "config.settings",
      "config.settings.base",
      "config.settings.local",
      "config.settings.test",
    ]);
  });

  test("a module named for production, where wsgi.py defaults to a development one", () => {
    expect(chosen({ ...split, "config/wsgi.py": wsgi("config.settings.local") })).toEqual([
      "config.settings.production",
      "it is named for production; wsgi.py defaults to config.settings.local, which is not",
    ]);
  });

  test("the development module that wsgi.py names, where there is no other", () => {
    const files = {
      "manage.py": managePy("a.settings.dev"),
      "a/wsgi.py": wsgi("a.settings.dev"),
      "a/settings/dev.py": "",
    };
    expect(chosen(files)[0]).toBe("a.settings.dev");
  });

  test.each([
    [
      "Procfile",
      "web: DJANGO_SETTINGS_MODULE=config.settings.base gunicorn config.wsgi\n",
      "Procfile's web process sets",
    ],
    [
      "Procfile",
      "web: gunicorn --env DJANGO_SETTINGS_MODULE=config.settings.base config.wsgi\n",
      "Procfile's web",
    ],
    [
      "Procfile",
      "web: gunicorn config.wsgi\nrelease: ./manage.py migrate --settings=config.settings.base\n",
      "release",
    ],
    [
      "Procfile",
      "web: export DJANGO_SETTINGS_MODULE=config.settings.base && gunicorn config.wsgi\n",
      "web process",
    ],
    [
      "heroku.yml",
      "setup:\n  config:\n    DJANGO_SETTINGS_MODULE: config.settings.base\n",
      "heroku.yml sets",
    ],
    [
      "heroku.yml",
      "run:\n  web: DJANGO_SETTINGS_MODULE=config.settings.base gunicorn config.wsgi\n",
      "heroku.yml's web",
    ],
    [
      "app.json",
      '{"stack": "heroku-24", "env": {"DJANGO_SETTINGS_MODULE": "config.settings.base"}}',
      "app.json sets",
    ],
    ["Dockerfile", "FROM python\nENV DJANGO_SETTINGS_MODULE=config.settings.base\n", "Dockerfile sets"],
    [
      "pyproject.toml",
      '[tool.django-preflight]\nsettings = "config.settings.base"\n',
      "pyproject.toml names it",
    ],
  ])("%s: %j", (path, text, reason) => {
    const { settings } = only({ ...split, [path]: text });
    expect(settings.module?.name).toBe("config.settings.base");
    expect(settings.reason).toContain(reason);
    expect(text.slice(settings.at?.start, settings.at?.end)).toContain("config.settings.base");
  });

  test("what the user configured comes first, even if there is no such module", () => {
    const procfile = {
      ...split,
      Procfile: "web: DJANGO_SETTINGS_MODULE=config.settings.base gunicorn config.wsgi\n",
    };
    const configured = (name: string) => ({ settingsModule: new Map([["", name]]) });
    expect(chosen(procfile, configured("config.settings.test"))).toEqual([
      "config.settings.test",
      "chosen by the user",
    ]);
    expect(chosen(procfile, configured("nowhere"))).toEqual([
      undefined,
      "nowhere is configured, but there is no such module",
    ]);
  });

  describe("an entry point's default that is not production's", () => {
    const development = {
      "manage.py": managePy("a.settings.local"),
      "a/wsgi.py": wsgi("a.settings.local"),
      "a/settings/__init__.py": '"""Settings."""\n',
      "a/settings/base.py": "INSTALLED_APPS = []\n",
      "a/settings/local.py": "from a.settings.base import *\n",
      "a/settings/pipeline.py": "PIPELINE = {}\n",
    };
    const doubt = "wsgi.py defaults to a.settings.local, which is named for development";

    test("named for development: the only other module that may be production's", () => {
      const files = { ...development, "a/settings/cabotage.py": "from a.settings.base import *\n" };
      expect(chosen(files)).toEqual(["a.settings.cabotage", `no other module may be production's; ${doubt}`]);
    });

    test("named for development: none, where several or only shared ones exist", () => {
      const none = [undefined, `${doubt}; choose the production module`];
      expect(chosen(development)).toEqual(none);
      const several = {
        ...development,
        "a/settings/cabotage.py": "from a.settings.base import *\n",
        "a/settings/collect.py": "from .base import *\n",
      };
      expect(chosen(several)).toEqual(none);
      const { settings } = only(several);
      expect(several["a/wsgi.py"].slice(settings.at?.start, settings.at?.end)).toBe("a.settings.local");
    });

    const empty = {
      "manage.py": managePy("a.settings"),
      "a/wsgi.py": wsgi("a.settings"),
      "a/settings/__init__.py": '"""Settings."""\n# Nothing.\n',
      "a/settings/base.py": "INSTALLED_APPS = []\n",
      "a/settings/development/__init__.py": "from a.settings.base import *\n",
    };

    test("an empty package: a package inside it that is named for production", () => {
      const files = {
        ...empty,
        "a/settings/production/__init__.py": "from a.settings.base import *\n",
        "a/settings/production/parts.py": "",
        "a/settings/components/__init__.py": "",
      };
      const { settings } = only(files);
      expect(settings.module).toEqual({
        name: "a.settings.production",
        path: "a/settings/production/__init__.py",
      });
      expect(settings.reason).toBe(
        "it is named for production; wsgi.py defaults to a.settings, which is empty",
      );
      expect(settings.candidates.map(({ name }) => name)).toEqual([
        "a.settings",
        "a.settings.base",
        "a.settings.development",
      ]);
    });

    test("an empty package: none, where nothing else may be production's", () => {
      expect(chosen(empty)).toEqual([
        undefined,
        "wsgi.py defaults to a.settings, which is empty; choose the production module",
      ]);
      const alone = { "manage.py": managePy("a.settings"), "a/settings/__init__.py": "" };
      expect(chosen(alone)).toEqual([undefined, "the settings package is empty"]);
      const procfile = { ...alone, Procfile: "web: DJANGO_SETTINGS_MODULE=a.settings gunicorn a.wsgi\n" };
      expect(chosen(procfile)[0]).toBeUndefined();
      const base = { ...alone, "a/settings/base.py": "", "a/settings/dev.py": "" };
      expect(chosen(base)).toEqual([
        undefined,
        "besides a.settings.base, only settings for development and tests were found",
      ]);
    });

    test("an empty package that the user chose is used", () => {
      expect(chosen(empty, { settingsModule: new Map([["", "a.settings"]]) })[0]).toBe("a.settings");
    });
  });

  test("a module whose docstring says that it is for production, where names do not", () => {
    const files = {
      "manage.py": managePy("a.settings.local"),
      "a/wsgi.py": wsgi("a.settings.local"),
      "a/settings/__init__.py": "",
      "a/settings/base.py": "INSTALLED_APPS = []\n",
      "a/settings/local.py": "from .base import *\n",
      "a/settings/cloud.py": '"""Settings of the production deployment."""\nfrom .base import *\n',
      "a/settings/assets.py": '"""Settings for building assets."""\nfrom .base import *\n',
    };
    expect(chosen(files)).toEqual([
      "a.settings.cloud",
      "its docstring says that it is for production; wsgi.py defaults to a.settings.local, which is named for development",
    ]);
    const rival = { ...files, "a/settings/assets.py": '"""For production, too."""\nfrom .base import *\n' };
    expect(chosen(rival)[0]).toBeUndefined();
    const negated = { ...files, "a/settings/cloud.py": '"""Not for production."""\nfrom .base import *\n' };
    expect(chosen(negated)[0]).toBeUndefined();
  });

  test("production.py beside settings.py, if it builds on it", () => {
    const files = { ...site, "mysite/wsgi.py": "", "mysite/production.py": "from .settings import *\n" };
    expect(chosen(files)).toEqual(["mysite.production", "it is named for production"]);
    expect(chosen({ ...files, "mysite/production.py": "LIMIT = 1\n" })[0]).toBe("mysite.settings");
  });

  test("a module named for production that builds on wsgi.py's default", () => {
    const files = {
      "manage.py": managePy("a.conf.base"),
      "a/wsgi.py": wsgi("a.conf.base"),
      "a/conf/__init__.py": "",
      "a/conf/base.py": "INSTALLED_APPS = []\n",
      "a/conf/shared.py": "from .base import *\n",
      "a/conf/production.py": "from .shared import *\n",
    };
    const reason = "it is named for production, and builds on a.conf.base, which a/wsgi.py uses by default";
    expect(chosen(files)).toEqual(["a.conf.production", reason]);
    expect(only(files).settings.passedOver?.module).toBe("a.conf.base");
    const direct = { ...files, "a/conf/production.py": "from a.conf.base import *\n" };
    expect(chosen(direct)[1]).toBe(reason);
    const apart = { ...files, "a/conf/production.py": "from somewhere import *\n" };
    expect(chosen(apart)[0]).toBe("a.conf.base");
    const circle = { ...files, "a/conf/shared.py": "from .production import *\n" };
    expect(chosen(circle)[0]).toBe("a.conf.base");
    const beside = { ...site, "mysite/settings_prod.py": "from .settings import *\n" };
    expect(chosen(beside)[0]).toBe("mysite.settings_prod");
  });

  test("a Dockerfile that sets the settings of staging, where there are others for production", () => {
    const dockerfile = (module: string) => ({
      ...split,
      Dockerfile: `FROM python\nENV DJANGO_SETTINGS_MODULE=${module}\n`,
      "config/settings/staging.py": "from .base import *\n",
    });
    expect(chosen(dockerfile("config.settings.staging"))).toEqual([
      "config.settings.production",
      "it is named for production; Dockerfile sets config.settings.staging, which is not",
    ]);
    const { settings } = only(dockerfile("config.settings.local"));
    expect(settings.passedOver).toMatchObject({
      module: "config.settings.local",
      at: { file: "Dockerfile" },
    });
    const command = {
      ...split,
      Procfile: "web: DJANGO_SETTINGS_MODULE=config.settings.local gunicorn config.wsgi\n",
    };
    expect(chosen(command)[0]).toBe("config.settings.local");
  });

  test("a Dockerfile does not count on the classic buildpack", () => {
    const files = {
      ...split,
      Procfile: "web: gunicorn config.wsgi\n",
      Dockerfile: "FROM python\nENV DJANGO_SETTINGS_MODULE=config.settings.local\n",
    };
    expect(chosen(files)[0]).toBe("config.settings.production");
  });

  test("asgi.py, where the web process starts it", () => {
    const files = {
      ...split,
      "config/asgi.py": wsgi("config.settings.base"),
      Procfile: "web: daphne config.asgi:application -p $PORT -b 0.0.0.0\n",
    };
    expect(chosen(files)).toEqual(["config.settings.base", "config/asgi.py uses it by default"]);
  });

  test("nothing that says it", () => {
    const files = {
      "manage.py": managePy("missing"),
      "a/urls.py": "",
      "a/settings_one.py": "",
      "a/settings_two.py": "",
    };
    expect(chosen(files)).toEqual([
      undefined,
      "several settings modules exist, and nothing says which is production's",
    ]);
    expect(chosen({ "manage.py": managePy("missing") })).toEqual([undefined, "no settings module was found"]);
  });

  test("the default of a read of the environment", () => {
    const files = {
      ...split,
      "config/wsgi.py":
        'import os\nos.environ["DJANGO_SETTINGS_MODULE"] = os.getenv("X", "config.settings.base")\n',
    };
    expect(chosen(files)[0]).toBe("config.settings.base");
  });

  test("settings.py of an application is no candidate", () => {
    const { settings } = only({
      ...site,
      "shop/apps.py": "",
      "shop/settings.py": "",
      "shop/models/settings.py": "",
      "shop/tags/settings_value.py": "",
      "mysite/settings_no-module.py": "",
    });
    expect(settings.candidates).toEqual([]);
  });
});

describe("Django's version", () => {
  test.each([
    ["requirements.txt", "Django==5.2.1\n", "5.2", "5.2", "requirements.txt pins Django 5.2.1"],
    ["requirements.txt", "django>=4.2,<5.1\n", "4.2", "5.0", "requirements.txt allows Django >=4.2,<5.1"],
    ["requirements.txt", "django>=5.1\n", "5.1", "6.1", "requirements.txt allows Django >=5.1"],
    ["requirements.txt", "django~=5.1.0\n", "5.1", "5.1", "requirements.txt allows Django ~=5.1.0"],
    ["requirements.txt", "django==2.2.28\n", "2.2", "2.2", "requirements.txt pins Django 2.2.28"],
    ["requirements.txt", "django<5\n", "3.2", "4.2", "requirements.txt allows Django <5"],
    ["Pipfile", '[packages]\ndjango = "~=4.2"\n', "4.2", "4.2", "Pipfile allows Django ~=4.2"],
    [
      "pyproject.toml",
      '[tool.poetry.dependencies]\npython = "^3.12"\ndjango = "^5.1"\n',
      "5.1",
      "5.2",
      "^5.1",
    ],
    [
      "pyproject.toml",
      '[project]\nname = "x"\ndependencies = ["Django >=5, <6"]\n',
      "5.0",
      "5.2",
      "pyproject.toml",
    ],
    [
      "mysite/settings.py",
      '"""\nGenerated by startproject using Django 4.1.\n"""\n',
      "4.1",
      "6.1",
      "was generated by",
    ],
  ])("%s %j", (path, text, min, max, reason) => {
    const { django } = only({ ...site, [path]: text });
    expect(django.range).toEqual({ min, max });
    expect(django.reason).toContain(reason);
  });

  test("a lock file wins over what is written", () => {
    const uv = 'version = 1\n\n[[package]]\nname = "django"\nversion = "5.2.4"\n';
    const { django } = only({
      ...site,
      "uv.lock": uv,
      "pyproject.toml": '[project]\ndependencies = ["django>=4"]\n',
    });
    expect(django).toEqual({ range: { min: "5.2", max: "5.2" }, reason: "uv.lock locks Django 5.2.4" });
  });

  test("the command line wins over all", () => {
    const { django } = only({ ...site, "requirements.txt": "django==4.2\n" }, { django: "6.0" });
    expect(django).toEqual({ range: { min: "6.0", max: "6.0" }, reason: "given on the command line" });
  });

  const below = (directory: string) =>
    Object.fromEntries(Object.entries(site).map(([path, text]) => [`${directory}/${path}`, text]));

  test.each([
    [
      "the project's package, beside a Pipfile of tools",
      {
        ...site,
        Pipfile: '[packages]\nflake8 = "*"\n',
        "mysite/requirements.txt": "django==2.2.25\n",
      },
      "mysite/requirements.txt pins Django 2.2.25",
    ],
    [
      "the folder above what is deployed",
      {
        ...below("backend"),
        "backend/Dockerfile": "FROM python\n",
        "pyproject.toml": '[tool.poetry.dependencies]\nDjango = "^5.2"\n',
      },
      "pyproject.toml allows Django ^5.2",
    ],
    [
      "the file that a Dockerfile installs",
      {
        ...below("server"),
        Dockerfile:
          "FROM python\nADD ./docker-support /support\nRUN pip3 install -r /support/requirements.txt\n",
        "docker-support/requirements.txt": "Django==4.2.1\n",
      },
      "docker-support/requirements.txt pins Django 4.2.1",
    ],
  ])("from %s", (_, files, reason) => {
    const { django, deployment } = only(files);
    expect(django.reason).toBe(reason);
    expect(dependencyState(deployment.dependencies, "gunicorn")).toBe("unknown");
  });

  test("not from elsewhere, where the deployed directory's own file is a Django project's", () => {
    const { django, deployment } = only({
      ...below("backend"),
      "backend/Dockerfile": "FROM python\n",
      "backend/requirements.txt": "wagtail\n",
      "requirements.txt": "django==4.2\n",
    });
    expect(django.reason).toBe("no dependency file names Django");
    expect(dependencyState(deployment.dependencies, "gunicorn")).toBe("absent");
  });

  test("unknown, with the reason", () => {
    expect(only({ ...site, "requirements.txt": "django\n" }).django).toEqual({
      range: undefined,
      reason: "requirements.txt does not pin Django",
    });
    expect(only(site).django).toEqual({ range: undefined, reason: "no dependency file names Django" });
  });
});

describe("deployment", () => {
  const below = (directory: string) =>
    Object.fromEntries(Object.entries(site).map(([path, text]) => [`${directory}/${path}`, text]));

  test("the Procfile above a project marks the directory that is deployed", () => {
    const { deployment } = only({
      ...below("backend"),
      "backend/requirements.txt": "django==5.2\n",
      Procfile: "web: x\n",
    });
    expect(deployment).toMatchObject({ target: "classic", heroku: true, root: "", reason: "Procfile" });
    expect(deployment.dependencies.source).toBe("backend/requirements.txt");
  });

  test.each([
    ["heroku.yml", "build:\n  docker:\n    web: Dockerfile\n", "container", true],
    ["app.json", '{"stack": "container"}', "container", true],
    ["app.json", '{"addons": ["heroku-postgresql"]}', "classic", true],
    ["app.json", '{"expo": {"name": "x"}}', "none", false],
    ["app.json", '{"name": "x"}', "none", false],
    ["runtime.txt", "python-3.12.1\n", "classic", true],
    ["project.toml", '[[io.buildpacks.group]]\nid = "heroku/python"\n', "cnb", true],
    ["Dockerfile", "FROM python\n", "docker", false],
    ["compose.yaml", "services: {}\n", "docker", false],
    ["requirements.txt", "django-heroku\n", "classic", true],
    ["mysite/settings.py", 'import os\nON = "DYNO" in os.environ\n', "classic", true],
  ])("%s %j: %s", (path, text, target, heroku) => {
    expect(only({ ...site, [path]: text }).deployment).toMatchObject({ target, heroku });
  });

  test("a Procfile beside another platform's files is not Heroku's", () => {
    expect(only({ ...site, Procfile: "web: make run\n" }).deployment.heroku).toBe(false);
    expect(only({ ...site, Procfile: "web: x\n", "fly.toml": "" }).deployment.heroku).toBe(false);
    expect(only({ ...site, Procfile: "web: x\n", ".ebextensions/a.config": "" }).deployment.heroku).toBe(
      false,
    );
  });
});

describe("configurations of django-configurations", () => {
  const classes = (...names: string[]) =>
    [
      "from configurations import Configuration",
      ...names.map((name) => `class ${name}(Configuration): pass`),
    ].join("\n");
  const both = (text: string, configuration: string) =>
    text.replace(
      "\n    from",
      `\n    os.environ.setdefault("DJANGO_CONFIGURATION", "${configuration}")\n    from`,
    );
  const sets = (configuration: string) =>
    `${wsgi("mysite.settings")}os.environ.setdefault("DJANGO_CONFIGURATION", "${configuration}")\n`;
  const configuration = (files: Record<string, string>) => only({ ...site, ...files }).settings.configuration;

  test("the default of wsgi.py", () => {
    expect(
      configuration({
        "manage.py": both(managePy("mysite.settings"), "Dev"),
        "mysite/settings.py": classes("Dev", "Live", "Staging"),
        "mysite/wsgi.py": sets("Live"),
      }),
    ).toMatchObject({ name: "Live", reason: "mysite/wsgi.py uses it by default", byDefault: "Live" });
  });

  test("what the deployment sets", () => {
    expect(
      configuration({
        "mysite/settings.py": classes("Dev", "Live"),
        "mysite/wsgi.py": sets("Dev"),
        Procfile: "web: DJANGO_CONFIGURATION=Live gunicorn mysite.wsgi\n",
      }),
    ).toMatchObject({ name: "Live", reason: "Procfile's web process sets DJANGO_CONFIGURATION" });
    expect(
      configuration({
        "mysite/settings.py": classes("Dev", "Live"),
        Procfile: "web: gunicorn mysite.wsgi\n",
        "app.json": JSON.stringify({ env: { DJANGO_CONFIGURATION: { value: "Live" } } }),
      }),
    ).toMatchObject({ name: "Live", reason: "app.json sets DJANGO_CONFIGURATION", byDefault: undefined });
  });

  test("a name for production, where the default is named for development", () => {
    expect(
      configuration({
        "mysite/settings.py": classes("Common", "LocalSettings", "ProductionSettings"),
        "mysite/wsgi.py": sets("LocalSettings"),
      }),
    ).toMatchObject({ name: "ProductionSettings", byDefault: "LocalSettings" });
  });

  test("manage.py's default, and the only class", () => {
    expect(
      configuration({
        "manage.py": both(managePy("mysite.settings"), "Site"),
        "mysite/settings.py": classes("Site", "Other"),
      }),
    ).toMatchObject({ name: "Site", byDefault: "Site" });
    expect(configuration({ "mysite/settings.py": classes("Base", "Site") })).toMatchObject({ name: "Site" });
  });

  test("several classes, of which nobody knows which", () => {
    const files = { "mysite/settings.py": classes("East", "West") };
    expect(configuration(files)).toMatchObject({ name: undefined });
    expect(only({ ...site, ...files }).settings.reason).toContain("several configuration classes exist");
  });

  test("settings without classes", () => {
    expect(configuration({})).toBeUndefined();
  });
});
