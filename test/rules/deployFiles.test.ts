/** The rules about Procfile, heroku.yml and their neighbours: their own examples, and the cases examples are too few for. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyEdits } from "../../server/src/edits/edit";
import { discoverProjects } from "../../server/src/project/discover";
import { exampleProject as site } from "../../server/src/rules/exampleProject";
import addonPlanRetired from "../../server/src/rules/heroku/addon-plan-retired";
import herokuYmlInvalid from "../../server/src/rules/heroku/heroku-yml-invalid";
import runtimeTxtDeprecated from "../../server/src/rules/heroku/runtime-txt-deprecated";
import procfileNoWeb from "../../server/src/rules/process/procfile-no-web";
import releaseMigrateMissing from "../../server/src/rules/process/release-migrate-missing";
import serverNotInDeps from "../../server/src/rules/process/server-not-in-deps";
import webFixedPort from "../../server/src/rules/process/web-fixed-port";
import webRunserver from "../../server/src/rules/process/web-runserver";
import wsgiModuleNotFound from "../../server/src/rules/process/wsgi-module-not-found";
import type { Finding, Rule, RuleContext, Verdict } from "../../server/src/rules/rule";
import collectstaticInRelease from "../../server/src/rules/static/collectstatic-in-release";
import type { Plain } from "../../server/src/settings/plain";
import type { Settings } from "../../server/src/settings/settings";
import { memorySnapshot } from "../support/memorySnapshot";

type Files = Readonly<Record<string, string>>;

const rules: readonly Rule[] = [
  procfileNoWeb,
  webRunserver,
  webFixedPort,
  wsgiModuleNotFound,
  releaseMigrateMissing,
  serverNotInDeps,
  herokuYmlInvalid,
  addonPlanRetired,
  runtimeTxtDeprecated,
  collectstaticInRelease,
];

/** Settings as far as these rules ask for them: which names are set, and one static file storage. */
function stubSettings(text: string): Settings {
  const names = new Set([...text.matchAll(/^([A-Z_]+) *=/gm)].map((match) => match[1]!));
  const backend =
    /"(storages\.[\w.]+)"/.exec(text)?.[1] ?? "django.contrib.staticfiles.storage.StaticFilesStorage";
  const value: Plain = text.includes("STATIC_BACKEND")
    ? { kind: "unknown", reason: "it comes from the environment" }
    : { kind: "str", value: backend };
  const inner: Plain = { kind: "dict", entries: [[{ kind: "str", value: "BACKEND" }, value]] };
  const storages: Plain = { kind: "dict", entries: [[{ kind: "str", value: "staticfiles" }, inner]] };
  return {
    defines: (name: string) => names.has(name),
    value: (): Plain => ({ kind: "unknown", reason: "nobody asks" }),
    judge: (_: readonly string[], question: (...values: Plain[]) => ReturnType<Settings["judge"]>) =>
      question(storages),
  } as unknown as Settings;
}

function contextOf(files: Files): RuleContext {
  const snapshot = memorySnapshot(files);
  const project = discoverProjects(snapshot)[0]!;
  const settings = project.settings.module === undefined ? "" : (files[project.settings.module.path] ?? "");
  return { project, snapshot, settings: stubSettings(settings) };
}

function verdictsOf(rule: Rule, context: RuleContext): readonly Verdict[] {
  const answer = rule.check(context);
  return Array.isArray(answer) ? answer : [answer as Verdict];
}

function findings(rule: Rule, files: Files): Finding[] {
  return verdictsOf(rule, contextOf(files)).filter(
    (verdict): verdict is Finding => verdict.state === "violated",
  );
}

/** The words that the findings sit on. */
function words(rule: Rule, files: Files): string[] {
  return findings(rule, files).map(({ at }) => files[at.file]!.slice(at.start, at.end));
}

/** The files after the first fix of the first finding that has one; undefined if none applies. */
function fixed(rule: Rule, files: Files): Files | undefined {
  const context = contextOf(files);
  for (const finding of findings(rule, files)) {
    for (const fix of rule.fixes ?? []) {
      const changes = fix.edits(context, finding);
      if (changes === undefined) continue;
      if (typeof fix.title !== "string") expect(fix.title(context, finding)).not.toMatch(/undefined/);
      const out: Record<string, string> = { ...files };
      for (const change of changes) {
        if (change.kind === "edit") out[change.path] = applyEdits(out[change.path]!, change.edits);
        else if (change.kind === "create") out[change.path] = change.text;
        else delete out[change.path];
      }
      return out;
    }
  }
  return undefined;
}

describe.each(rules.map((rule) => [rule.id, rule] as const))("%s", (_, rule) => {
  test.each(rule.examples.bad)("bad example %#", ({ code, fixed: expected }) => {
    const files = code as Files;
    const found = findings(rule, files);
    expect(found.length).toBeGreaterThan(0);
    for (const { at, message } of found) {
      expect(at.end).toBeGreaterThan(at.start);
      expect(message).toMatch(/\.$|\?$/);
    }
    if (expected === undefined) return;
    const after = fixed(rule, files)!;
    expect(after).toEqual(expected);
    expect(findings(rule, after)).toEqual([]);
  });

  test.each(rule.examples.good)("good example %#", (code) => {
    // What another rule's finding covers is not shown.
    expect(findings(rule, code as Files).filter(({ coveredBy }) => coveredBy === undefined)).toEqual([]);
  });

  test("never throws, whatever the files hold", () => {
    const text = fc.string({ unit: "binary", maxLength: 80 });
    const lines = fc.array(
      fc.oneof(
        text,
        fc.constantFrom(
          "web: gunicorn mysite.wsgi -b 0.0.0.0:8000",
          "release: python manage.py collectstatic && python manage.py migrate",
          "web: python manage.py runserver",
          "worker: sh -c 'celery -A x'",
          "run:",
          "  web: uvicorn x.asgi --port 80",
          "release:",
          "  command:",
          "    - python manage.py collectstatic",
        ),
      ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(lines, lines, text, (procfile, yml, runtime) => {
        const files = {
          ...site,
          Procfile: procfile.join("\n"),
          "heroku.yml": yml.join("\n"),
          "runtime.txt": runtime,
          "requirements.txt": runtime,
        };
        const context = contextOf(files);
        for (const verdict of verdictsOf(rule, context)) {
          if (verdict.state !== "violated") continue;
          for (const fix of rule.fixes ?? []) {
            fix.edits(context, verdict as Finding);
            if (typeof fix.title !== "string") fix.title(context, verdict as Finding);
          }
        }
      }),
      { seed: 7, numRuns: 50 },
    );
  }, 60_000);
});

const procfile = (text: string, more: Files = {}): Files => ({ ...site, ...more, Procfile: text });

describe("procfile-no-web", () => {
  test("a line that is not read", () => {
    const files = procfile("web=gunicorn mysite.wsgi\nworker: celery -A mysite worker", {
      "requirements.txt": "gunicorn\n",
    });
    expect(words(procfileNoWeb, files)).toEqual(["web=gunicorn mysite.wsgi"]);
    expect(fixed(procfileNoWeb, files)?.Procfile).toBe(
      "web: gunicorn mysite.wsgi\nworker: celery -A mysite worker",
    );
  });

  test("line endings are kept", () => {
    const files = procfile("worker: x\r\n", { "requirements.txt": "gunicorn\n" });
    expect(fixed(procfileNoWeb, files)?.Procfile).toBe("web: gunicorn mysite.wsgi\r\nworker: x\r\n");
  });

  test("without a file for dependencies nothing is added", () => {
    expect(fixed(procfileNoWeb, procfile("worker: x\n"))).toBeUndefined();
  });

  test("silent for projects without pages, for Node's default process and for containers", () => {
    expect(findings(procfileNoWeb, procfile("worker: x\n", { "mysite/settings.py": "" }))).toEqual([]);
    expect(
      findings(procfileNoWeb, procfile("worker: x\n", { "package.json": '{"scripts": {"start": "x"}}' })),
    ).toEqual([]);
    const yml = "build:\n  docker:\n    web: Dockerfile\n";
    expect(findings(procfileNoWeb, procfile("worker: x\n", { "heroku.yml": yml }))).toEqual([]);
  });
});

describe("web-runserver", () => {
  test.each([
    [
      "web: A=1 newrelic-admin run-program python manage.py runserver\n",
      "web: A=1 newrelic-admin run-program gunicorn mysite.wsgi\n",
    ],
    [
      "web: python manage.py migrate && python manage.py runserver 0.0.0.0:$PORT",
      "web: python manage.py migrate && gunicorn mysite.wsgi",
    ],
    [
      "web: bash -c 'python -u manage.py runserver --insecure'\r\n",
      "web: bash -c 'gunicorn mysite.wsgi'\r\n",
    ],
    [
      "web: ./manage.py runserver --settings=mysite.settings\n",
      "web: gunicorn --env DJANGO_SETTINGS_MODULE=mysite.settings mysite.wsgi\n",
    ],
  ])("%j", (text, expected) => {
    const files = procfile(text, { "requirements.txt": "gunicorn\n" });
    expect(words(webRunserver, files)).toHaveLength(1);
    expect(fixed(webRunserver, files)?.Procfile).toBe(expected);
  });

  test("in a subdirectory", () => {
    const below = Object.fromEntries(Object.entries(site).map(([path, text]) => [`backend/${path}`, text]));
    const files = {
      ...below,
      "requirements.txt": "gunicorn\n",
      Procfile: "web: python backend/manage.py runserver\n",
    };
    expect(fixed(webRunserver, files)?.Procfile).toBe("web: gunicorn --chdir backend mysite.wsgi\n");
    const changed = { ...files, Procfile: "web: cd backend && python manage.py runserver\n" };
    expect(fixed(webRunserver, changed)?.Procfile).toBe("web: cd backend && gunicorn mysite.wsgi\n");
  });

  test("CMD of the image that heroku.yml builds", () => {
    const files = {
      ...site,
      "requirements.txt": "gunicorn\n",
      "heroku.yml": "build:\n  docker:\n    web: Dockerfile\n",
      Dockerfile: 'FROM python\nCMD ["python", "manage.py", "runserver"]\n',
    };
    expect(fixed(webRunserver, files)?.Dockerfile).toBe('FROM python\nCMD ["gunicorn", "mysite.wsgi"]\n');
  });

  test("silent where it is not production's", () => {
    expect(
      findings(webRunserver, { ...site, Dockerfile: "FROM python\nCMD python manage.py runserver\n" }),
    ).toEqual([]);
    expect(findings(webRunserver, procfile("web: x\ndev: python manage.py runserver\n"))).toEqual([]);
  });
});

describe("web-fixed-port", () => {
  test.each([
    [
      "web: gunicorn mysite.wsgi --bind=127.0.0.1:8000\n",
      "127.0.0.1:8000",
      "web: gunicorn mysite.wsgi --bind=0.0.0.0:$PORT\n",
    ],
    [
      "web: gunicorn -b '0.0.0.0:8000' mysite.wsgi",
      "'0.0.0.0:8000'",
      "web: gunicorn -b 0.0.0.0:$PORT mysite.wsgi",
    ],
    ["web: gunicorn -b :8000 mysite.wsgi\n", ":8000", "web: gunicorn -b :$PORT mysite.wsgi\n"],
    ["web: gunicorn -b [::]:8000 mysite.wsgi\n", "[::]:8000", "web: gunicorn -b [::]:$PORT mysite.wsgi\n"],
    [
      'web: gunicorn --bind="0.0.0.0:8000" mysite.wsgi\n',
      '--bind="0.0.0.0:8000"',
      "web: gunicorn --bind=0.0.0.0:$PORT mysite.wsgi\n",
    ],
    [
      "web: uvicorn mysite.asgi:application --host 0.0.0.0 --port 80\n",
      "80",
      "web: uvicorn mysite.asgi:application --host 0.0.0.0 --port $PORT\n",
    ],
    [
      "web: daphne -p 8001 -b 0.0.0.0 mysite.asgi:application\n",
      "8001",
      "web: daphne -p $PORT -b 0.0.0.0 mysite.asgi:application\n",
    ],
    [
      "web: sh -c 'gunicorn mysite.wsgi -b0.0.0.0:8000'\n",
      "0.0.0.0:8000",
      "web: sh -c 'gunicorn mysite.wsgi -b0.0.0.0:$PORT'\n",
    ],
  ])("%j", (text, word, expected) => {
    expect(words(webFixedPort, procfile(text))).toEqual([word]);
    const after = fixed(webFixedPort, procfile(text))!;
    expect(after.Procfile).toBe(expected);
    expect(findings(webFixedPort, after)).toEqual([]);
  });

  test.each([
    "web: gunicorn mysite.wsgi\n",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: shell, not TypeScript
    "web: gunicorn -b 0.0.0.0:${PORT:-8000} mysite.wsgi\n",
    "web: gunicorn -b unix:/tmp/nginx.socket mysite.wsgi\n",
    "web: gunicorn -b 0.0.0.0:$PORT -b 0.0.0.0:8001 mysite.wsgi\n",
    "web: bin/start-nginx gunicorn -b 127.0.0.1:8000 mysite.wsgi\n",
    "web: gunicorn -b 127.0.0.1:8000 mysite.wsgi & nginx -g 'daemon off;'\n",
    "web: if [ $X ]; then gunicorn -b :8000 mysite.wsgi; fi\n",
    "web: gunicorn -c gunicorn.conf.py mysite.wsgi\n",
    "other: gunicorn -b :8000 mysite.wsgi\n",
  ])("silent: %j", (text) => {
    expect(findings(webFixedPort, procfile(text))).toEqual([]);
  });

  test("heroku.yml", () => {
    const yml =
      "build:\n  docker:\n    web: Dockerfile\nrun:\n  web:\n    command:\n      - gunicorn mysite.wsgi --bind 0.0.0.0:8000 # port\n    image: web\n";
    const files = { ...site, "heroku.yml": yml };
    expect(words(webFixedPort, files)).toEqual(["0.0.0.0:8000"]);
    expect(fixed(webFixedPort, files)?.["heroku.yml"]).toBe(yml.replace(":8000", ":$PORT"));
  });
});

describe("wsgi-module-not-found", () => {
  test("sits on the module alone and names what is meant", () => {
    const files = procfile("web: gunicorn mysit.wsgi:application --log-file -\n");
    const [finding] = findings(wsgiModuleNotFound, files);
    expect(words(wsgiModuleNotFound, files)).toEqual(["mysit.wsgi"]);
    expect(finding?.message).toContain("Did you mean mysite.wsgi?");
    expect(fixed(wsgiModuleNotFound, files)?.Procfile).toBe(
      "web: gunicorn mysite.wsgi:application --log-file -\n",
    );
  });

  test.each([
    "web: gunicorn --pythonpath src other.wsgi\n",
    "web: cd src && gunicorn other.wsgi\n",
    "web: gunicorn --chdir src other.wsgi\n",
    "web: gunicorn --chdir $DIR missing.wsgi\n",
    "web: PYTHONPATH=src gunicorn missing.wsgi\n",
    "web: cd $X && gunicorn missing.wsgi\n",
    "web: gunicorn {{cookiecutter.slug}}.wsgi\n",
    "web: gunicorn --unknown-option missing.wsgi\n",
    "web: gunicorn -c gunicorn.conf.py\n",
    "web: gunicorn 'mysite.wsgi:make(1)'\n",
  ])("silent: %j", (text) => {
    expect(findings(wsgiModuleNotFound, procfile(text, { "src/other/wsgi.py": "" }))).toEqual([]);
  });

  test("silent where a package may bring the module", () => {
    const files = procfile("web: gunicorn wagtail_site.wsgi\n", {
      "requirements.txt": "wagtail-site==1.0\n",
    });
    expect(findings(wsgiModuleNotFound, files)).toEqual([]);
    expect(findings(wsgiModuleNotFound, { ...files, "requirements.txt": "-e .\nDjango\n" })).toEqual([]);
  });

  test("a Docker image may hold the module elsewhere", () => {
    const below = Object.fromEntries(Object.entries(site).map(([path, text]) => [`backend/${path}`, text]));
    const yml = "build:\n  docker:\n    web: Dockerfile\nrun:\n  web: gunicorn NAME.wsgi\n";
    expect(findings(wsgiModuleNotFound, { ...below, "heroku.yml": yml.replace("NAME", "mysite") })).toEqual(
      [],
    );
    expect(words(wsgiModuleNotFound, { ...below, "heroku.yml": yml.replace("NAME", "nothing") })).toEqual([
      "nothing.wsgi",
    ]);
  });
});

describe("release-migrate-missing", () => {
  const migration = { "blog/migrations/0001_initial.py": "" };

  test.each([
    ["web: x\n", "silent: what web runs is not known"],
    ["web: gunicorn mysite.wsgi\n# release: ./manage.py migrate\n", "silent: commented out"],
    [
      "web: gunicorn mysite.wsgi\nrelease: python manage.py deploy\n",
      "silent: a command of the project's own",
    ],
    ["web: gunicorn mysite.wsgi\nrelease: ./missing.sh\n", "silent: a script that is not there"],
    ["web: python manage.py migrate && gunicorn mysite.wsgi\n", "silent: web migrates"],
  ])("%j %s", (text) => {
    expect(findings(releaseMigrateMissing, procfile(text, migration))).toEqual([]);
  });

  test("silent without migrations, and where a workflow or hook migrates", () => {
    const text = "web: gunicorn mysite.wsgi\n";
    expect(findings(releaseMigrateMissing, procfile(text))).toEqual([]);
    const workflow = { ".github/workflows/deploy.yml": "run: heroku run python manage.py migrate\n" };
    expect(findings(releaseMigrateMissing, procfile(text, { ...migration, ...workflow }))).toEqual([]);
    expect(
      findings(releaseMigrateMissing, procfile(text, { ...migration, "bin/post_compile": "migrate" })),
    ).toEqual([]);
  });

  test.each([
    ["web: gunicorn mysite.wsgi", "web: gunicorn mysite.wsgi\nrelease: python manage.py migrate --noinput"],
    [
      "web: gunicorn mysite.wsgi\r\n",
      "web: gunicorn mysite.wsgi\r\nrelease: python manage.py migrate --noinput\r\n",
    ],
    [
      "release: python manage.py check --deploy\nweb: gunicorn mysite.wsgi\n",
      "release: python manage.py migrate --noinput && python manage.py check --deploy\nweb: gunicorn mysite.wsgi\n",
    ],
  ])("%j", (text, expected) => {
    expect(fixed(releaseMigrateMissing, procfile(text, migration))?.Procfile).toBe(expected);
  });

  test("with the production settings, where manage.py defaults to others", () => {
    const files = procfile("web: gunicorn mysite.wsgi\n", {
      ...migration,
      "mysite/production.py": "",
      "mysite/wsgi.py": site["mysite/wsgi.py"].replace("mysite.settings", "mysite.production"),
    });
    expect(fixed(releaseMigrateMissing, files)?.Procfile).toContain(
      "migrate --noinput --settings=mysite.production\n",
    );
  });

  test("heroku.yml", () => {
    const yml = "build:\n  docker:\n    web: Dockerfile\nrun:\n  web: gunicorn mysite.wsgi\n";
    const release = "release:\n  image: web\n  command:\n    - python manage.py migrate --noinput\n";
    expect(fixed(releaseMigrateMissing, { ...site, ...migration, "heroku.yml": yml })?.["heroku.yml"]).toBe(
      yml + release,
    );
    const other = `${yml}release:\n  command:\n    - python manage.py check # first\n`;
    expect(fixed(releaseMigrateMissing, { ...site, ...migration, "heroku.yml": other })?.["heroku.yml"]).toBe(
      `${yml}release:\n  command:\n    - python manage.py migrate --noinput\n    - python manage.py check # first\n`,
    );
  });
});

describe("server-not-in-deps", () => {
  test.each([
    ["uvicorn-worker\n", "web: gunicorn mysite.wsgi\n"],
    ["django-celery-beat\n", "worker: celery -A mysite worker\n"],
    ["-e .\n", "web: gunicorn mysite.wsgi\n"],
    ["Django\n", "web: bin/gunicorn mysite.wsgi\n"],
    ["Django\n", "web: nginx\n"],
  ])("silent: %j with %j", (requirements, text) => {
    expect(findings(serverNotInDeps, procfile(text, { "requirements.txt": requirements }))).toEqual([]);
  });

  test("each program once, wrappers included", () => {
    const text =
      "web: newrelic-admin run-program gunicorn mysite.wsgi\nweb2: gunicorn mysite.wsgi\nw: python -m celery -A x worker\n";
    const files = procfile(text, { "requirements.txt": "Django\n" });
    expect(words(serverNotInDeps, files)).toEqual(["newrelic-admin", "gunicorn", "celery"]);
  });

  test("the manifest of a lock file is changed, and that is enough", () => {
    const files = procfile("web: gunicorn mysite.wsgi\n", {
      "uv.lock": 'version = 1\n\n[[package]]\nname = "django"\nversion = "5.2.4"\n',
      "pyproject.toml": '[project]\nname = "x"\ndependencies = [\n    "django>=5.2", # web\n]\n',
    });
    const after = fixed(serverNotInDeps, files)!;
    expect(after["pyproject.toml"]).toBe(
      '[project]\nname = "x"\ndependencies = [\n    "django>=5.2", # web\n    "gunicorn",\n]\n',
    );
    expect(findings(serverNotInDeps, after)).toEqual([]);
  });

  test("an image that installs it by itself", () => {
    const files = {
      ...site,
      "requirements.txt": "Django\n",
      "heroku.yml": "build:\n  docker:\n    web: Dockerfile\nrun:\n  web: gunicorn mysite.wsgi\n",
    };
    const docker = "FROM python\nRUN pip install -r requirements.txt\n";
    expect(words(serverNotInDeps, { ...files, Dockerfile: docker })).toEqual(["gunicorn"]);
    expect(
      findings(serverNotInDeps, { ...files, Dockerfile: `${docker}RUN pip install gunicorn\n` }),
    ).toEqual([]);
    expect(findings(serverNotInDeps, { ...files, Dockerfile: "FROM acme/base\n" })).toEqual([]);
  });
});

describe("heroku-yml-invalid", () => {
  const yml = (text: string): Files => ({ ...site, "heroku.yml": text });

  test.each([
    ["release:\n  web: x: y\n", 1],
    ["- a\n- b\n", 1],
    ["biuld:\n  docker:\n    web: Dockerfile\n", 1],
    ["web: gunicorn x\n", 1],
    ["build:\n  docker: Dockerfile\n", 1],
    ["build:\n  docker:\n    - Dockerfile\n", 1],
    ["run:\n  web:\n    cmd: x\n", 1],
    ["run:\n  web:\n    - gunicorn\n", 1],
    ["setup:\n  addons:\n    - as: DATABASE\n", 1],
    ["", 0],
    ["# nothing yet\n", 0],
    ["x-common: &a\n  LANG: C\nsetup:\n  config:\n    <<: *a\n", 0],
    [
      "build:\n  docker:\n    web:\n      dockerfile: Dockerfile\n      target: prod\nrun:\n  web: |\n    gunicorn x\n",
      0,
    ],
    ["release:\n  command: python manage.py migrate\n", 0],
    ["setup:\n  addons:\n  config:\nrun:\n", 0],
    ["\ufeffrun:\r\n  web: gunicorn x\r\n", 0],
  ])("%j: %i", (text, count) => {
    expect(findings(herokuYmlInvalid, yml(text))).toHaveLength(count);
  });

  test("lost indentation, with comments and CRLF", () => {
    const text = "# app\r\nrelease:\r\n# migrate\r\nimage: web\r\ncommand:\r\n- python manage.py migrate\r\n";
    expect(words(herokuYmlInvalid, yml(text))).toEqual(["image"]);
    expect(fixed(herokuYmlInvalid, yml(text))?.["heroku.yml"]).toBe(
      "# app\r\nrelease:\r\n# migrate\r\n  image: web\r\n  command:\r\n  - python manage.py migrate\r\n",
    );
  });

  test("a misspelt section", () => {
    expect(fixed(herokuYmlInvalid, yml("relase:\n  command:\n    - x\n"))?.["heroku.yml"]).toBe(
      "release:\n  command:\n    - x\n",
    );
  });
});

describe("runtime-txt-deprecated", () => {
  test("comments and a version without patch", () => {
    const files = { ...site, "runtime.txt": "# pinned\r\n\r\npython-3.11 \r\n" };
    expect(words(runtimeTxtDeprecated, files)).toEqual(["python-3.11"]);
    const after = fixed(runtimeTxtDeprecated, files)!;
    expect(after[".python-version"]).toBe("3.11\n");
    expect(after["runtime.txt"]).toBeUndefined();
  });

  test("no fix that changes the version, or guesses it", () => {
    expect(
      fixed(runtimeTxtDeprecated, { ...site, "runtime.txt": "python-3.11.1\n", ".python-version": "3.13\n" }),
    ).toBeUndefined();
    expect(fixed(runtimeTxtDeprecated, { ...site, "runtime.txt": "3.11\n" })).toBeUndefined();
  });

  test("uv and cloud-native buildpacks refuse it", () => {
    const files = { ...site, "runtime.txt": "python-3.12.1\n" };
    expect(findings(runtimeTxtDeprecated, files)[0]?.severity).toBe("warning");
    expect(findings(runtimeTxtDeprecated, { ...files, "uv.lock": "version = 1\n" })[0]?.severity).toBe(
      "error",
    );
    expect(
      findings(runtimeTxtDeprecated, { ...files, "project.toml": "[io.buildpacks]\n" })[0]?.severity,
    ).toBe("error");
  });
});

describe("collectstatic-in-release", () => {
  test.each([
    ["release: python manage.py collectstatic --noinput\nweb: x\n", "web: x\n"],
    [
      "release: python manage.py collectstatic && ./manage.py migrate\r\nweb: x\r\n",
      "release: ./manage.py migrate\r\nweb: x\r\n",
    ],
    ["web: x\nrelease: a; python manage.py collectstatic; b", "web: x\nrelease: a; b"],
  ])("%j", (text, expected) => {
    const after = fixed(collectstaticInRelease, procfile(text))!;
    expect(after.Procfile).toBe(expected);
    expect(findings(collectstaticInRelease, after)).toEqual([]);
  });

  test("no fix where the build does not run it, or where it cannot be cut out", () => {
    const text = "release: python manage.py collectstatic\nweb: x\n";
    expect(
      fixed(
        collectstaticInRelease,
        procfile(text, { "app.json": '{"env": {"DISABLE_COLLECTSTATIC": "1"}}' }),
      ),
    ).toBeUndefined();
    expect(
      fixed(collectstaticInRelease, procfile("release: a | python manage.py collectstatic\n")),
    ).toBeUndefined();
  });

  test("silent with storage elsewhere, and for a dry run", () => {
    const text = "release: python manage.py collectstatic\n";
    const remote = {
      "mysite/settings.py": 'STORAGES = {"staticfiles": {"BACKEND": "storages.backends.s3.S3Storage"}}\n',
    };
    expect(findings(collectstaticInRelease, procfile(text, remote))).toEqual([]);
    expect(
      findings(collectstaticInRelease, procfile("release: python manage.py collectstatic --dry-run\n")),
    ).toEqual([]);
  });

  test("heroku.yml: moved into the Dockerfile", () => {
    const files = {
      ...site,
      "heroku.yml":
        "build:\n  docker:\n    web: Dockerfile\nrelease:\n  command:\n    - python manage.py collectstatic --noinput\n    - python manage.py migrate\n",
      Dockerfile: "FROM python\nCOPY . .\nCMD gunicorn mysite.wsgi\n",
    };
    const after = fixed(collectstaticInRelease, files)!;
    expect(after["heroku.yml"]).toBe(
      "build:\n  docker:\n    web: Dockerfile\nrelease:\n  command:\n    - python manage.py migrate\n",
    );
    expect(after.Dockerfile).toBe(
      "FROM python\nCOPY . .\nRUN python manage.py collectstatic --noinput\nCMD gunicorn mysite.wsgi\n",
    );
  });
});
