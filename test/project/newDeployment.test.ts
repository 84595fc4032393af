/** "New Heroku deployment": the files that it writes, and that our own rules have nothing to say about them. */
import { describe, expect, it } from "vitest";
import type { DeploymentKind, NewDeployment } from "../../server/src/newDeployment/newDeployment";
import { createPreflight } from "../../server/src/service";
import { type Files, projectOf } from "../support/exampleProject";
import { testGrammars } from "../support/grammars";
import { memoryWorkspace } from "../support/memoryWorkspace";

const grammars = await testGrammars();

const SETTINGS = `import os
import dj_database_url

BASE_DIR = "/app"
SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]
WORKERS = int(os.environ["TASK_WORKERS"])
ALLOWED_HOSTS = os.environ.get("HOSTS", "").split()
DATABASES = {"default": dj_database_url.parse(os.environ["DATABASE_URL"])}
INSTALLED_APPS = ["django.contrib.staticfiles"]
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "whitenoise.middleware.WhiteNoiseMiddleware"]
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR + "/staticfiles"
ROOT_URLCONF = "mysite.urls"
`;

const REQUIREMENTS = "Django==5.2.8\ndj-database-url\npsycopg[binary]\nwhitenoise\n";

/** A project that nothing deploys yet. */
function project(more: Files = {}): Files {
  const { Procfile: _, ...files } = projectOf(SETTINGS);
  return { ...files, "requirements.txt": REQUIREMENTS, ...more };
}

async function plan(files: Files, kind?: DeploymentKind, root = ""): Promise<NewDeployment> {
  const service = createPreflight({ workspace: memoryWorkspace(files), grammars, rootPath: "/app" });
  const planned = await service.newDeployment(root, kind);
  service.dispose();
  return planned!;
}

function written({ files }: NewDeployment): Files {
  return Object.fromEntries(files.map(({ path, after }) => [path, after!]));
}

async function findings(files: Files): Promise<string[]> {
  const service = createPreflight({ workspace: memoryWorkspace(files), grammars, rootPath: "/app" });
  const { projects } = await service.check();
  service.dispose();
  return projects.flatMap(({ verdicts }) =>
    verdicts
      .filter(({ shown, severity }) => shown && (severity === "error" || severity === "warning"))
      .map(({ rule, verdict }) => `${rule}: ${verdict.at?.file}`),
  );
}

describe("from source", () => {
  it("writes Procfile, .python-version and app.json, and asks for gunicorn", async () => {
    const result = written(await plan(project()));
    expect(Object.keys(result)).toEqual(["Procfile", ".python-version", "app.json", "requirements.txt"]);
    expect(result.Procfile).toBe("release: python manage.py migrate --noinput\nweb: gunicorn mysite.wsgi\n");
    expect(result[".python-version"]).toBe("3.14\n");
    expect(result["requirements.txt"]).toContain("gunicorn\n");
    expect(JSON.parse(result["app.json"]!)).toEqual({
      name: "mysite",
      buildpacks: [{ url: "heroku/python" }],
      addons: ["heroku-postgresql:essential-0"],
      env: {
        DJANGO_SECRET_KEY: { description: "For SECRET_KEY in mysite.settings", generator: "secret" },
        HOSTS: { description: "Read by mysite.settings", required: true },
        TASK_WORKERS: { description: "For WORKERS in mysite.settings", required: true },
      },
    });
  });

  it("asks for a Python that suits Django and requires-python", async () => {
    const asked = async (files: Files) => written(await plan(project(files)))[".python-version"];
    const requires = (range: string) => ({ "pyproject.toml": `[project]\nrequires-python = "${range}"\n` });
    expect(await asked(requires(">=3.11,<3.13"))).toBe("3.12\n");
    expect(await asked({ "requirements.txt": REQUIREMENTS.replace("5.2.8", "4.2.11") })).toBe("3.12\n");
    // Nothing suits all of them.
    expect(await asked(requires(">=3.15"))).toBe("3.14\n");
  });

  it("leaves what exists as it is, and says so", async () => {
    const result = await plan(project({ Procfile: "web: gunicorn mysite.wsgi --preload\n" }));
    expect(Object.keys(written(result))).not.toContain("Procfile");
    expect(result.notes).toContain("Procfile is there already and stays as it is.");
  });

  it("changes nothing the second time", async () => {
    const files = project();
    expect((await plan({ ...files, ...written(await plan(files)) }, "buildpack")).files).toEqual([]);
  });

  it.each([
    ["daphne", "daphne -b 0.0.0.0 -p $PORT mysite.asgi:application"],
    ["uvicorn", "uvicorn mysite.asgi:application --host 0.0.0.0 --port $PORT"],
    ["uvicorn-worker\nuvicorn\ngunicorn\nchannels", "gunicorn mysite.asgi -k uvicorn_worker.UvicornWorker"],
    ["waitress", "waitress-serve --port=$PORT mysite.wsgi:application"],
    ["gunicorn\nuvicorn", "gunicorn mysite.wsgi"],
  ])("serves with what is installed: %j", async (packages, command) => {
    const files = project({
      "mysite/asgi.py":
        "from django.core.asgi import get_asgi_application\n\napplication = get_asgi_application()\n",
      "requirements.txt": `${REQUIREMENTS}${packages}\n`,
    });
    expect(written(await plan(files)).Procfile).toContain(`web: ${command}\n`);
  });

  it("starts a worker for a Celery application", async () => {
    const celery = 'from celery import Celery\n\napp = Celery("mysite")\n';
    const { Procfile } = written(await plan(project({ "mysite/celery.py": celery })));
    expect(Procfile).toMatch(/^worker: REMAP_SIGTERM=SIGQUIT celery -A mysite worker /m);
  });

  it("finds a project that stands in a directory", async () => {
    const files = Object.fromEntries(
      Object.entries(project()).map(([file, text]) =>
        file === "requirements.txt" ? [file, text] : [`site/${file}`, text],
      ),
    );
    const { Procfile } = written(await plan(files, "buildpack", "site"));
    expect(Procfile).toBe(
      "release: python site/manage.py migrate --noinput\nweb: gunicorn --chdir site mysite.wsgi\n",
    );
  });
});

describe("from a Docker image", () => {
  it("collects static files with what the settings need to load", async () => {
    const result = written(await plan(project(), "container"));
    expect(Object.keys(result)).toEqual(["heroku.yml", "Dockerfile", ".dockerignore", "requirements.txt"]);
    const run = /^RUN (.*) python manage.py collectstatic --noinput$/m.exec(result.Dockerfile!)?.[1];
    expect(run?.split(" ").sort()).toEqual([
      "DATABASE_URL=sqlite:///db.sqlite3",
      "DJANGO_SECRET_KEY=build",
      "TASK_WORKERS=1",
    ]);
    expect(result["heroku.yml"]).toContain("    - plan: heroku-postgresql:essential-0\n");
  });

  it("says why it collects none", async () => {
    const settings = SETTINGS.replace(/^STATIC_ROOT.*\n/m, "");
    const { notes } = await plan(project({ "mysite/settings.py": settings }), "container");
    expect(notes).toContain("The Dockerfile collects no static files: STATIC_ROOT is not set.");
  });

  it.each([
    ["uv.lock", "uv sync --locked --no-default-groups"],
    ["poetry.lock", "poetry install --only main"],
    ["Pipfile.lock", "pipenv install --deploy --system"],
  ])("installs from %s", async (lock, command) => {
    const { "requirements.txt": _, ...files } = project();
    const manifest = {
      "pyproject.toml": '[project]\nname = "mysite"\ndependencies = ["django", "gunicorn"]\n',
    };
    const result = written(await plan({ ...files, ...manifest, [lock]: "" }, "container"));
    expect(result.Dockerfile).toContain(command);
  });

  it("names the web process where it names a worker", async () => {
    const celery = 'from celery import Celery\n\napp = Celery("mysite")\n';
    const result = written(await plan(project({ "mysite/celery.py": celery }), "container"));
    expect(result["heroku.yml"]).toMatch(/^run:\n {2}web: gunicorn mysite.wsgi --bind 0.0.0.0:\$PORT\n/m);
  });
});

it.each(["buildpack", "container"] as const)("our own rules agree with the files: %s", async (kind) => {
  const files = project();
  const before = await findings(files);
  const after = await findings({ ...files, ...written(await plan(files, kind)) });
  expect(after.filter((finding) => !before.includes(finding) && !finding.endsWith("settings.py"))).toEqual(
    [],
  );
});
