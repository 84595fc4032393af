/** The rules about app.json, heroku.yml and ignored files: the cases their examples are too few for. */
import { describe, expect, test } from "vitest";
import addonPlanRetired from "../../server/src/rules/heroku/addon-plan-retired";
import appJsonInvalid from "../../server/src/rules/heroku/app-json-invalid";
import appJsonVariableMissing from "../../server/src/rules/heroku/app-json-variable-missing";
import formationUnknownProcess from "../../server/src/rules/heroku/formation-unknown-process";
import gisNeedsBuildpack from "../../server/src/rules/heroku/gis-needs-buildpack";
import herokuYmlDockerfileMissing from "../../server/src/rules/heroku/heroku-yml-dockerfile-missing";
import herokuYmlImageUnknown from "../../server/src/rules/heroku/heroku-yml-image-unknown";
import herokuYmlInvalid from "../../server/src/rules/heroku/heroku-yml-invalid";
import manifestSecretLiteral from "../../server/src/rules/heroku/manifest-secret-literal";
import neededFileIgnored from "../../server/src/rules/heroku/needed-file-ignored";
import type { Rule } from "../../server/src/rules/rule";
import { applyChanges, type Files, findingsOf, projectOf, verdictsOn } from "../support/exampleProject";

/** The words that a rule's findings are about, with their severity. */
function found(rule: Rule, files: Files): [string, string][] {
  const project = projectOf(files);
  return findingsOf(verdictsOn(project), rule).map(({ verdict: { at }, severity }) => [
    (project[at!.file] ?? "").slice(at!.start, at!.end),
    severity,
  ]);
}

/** The project after the rule's fixes, each in its turn. */
function fixed(rule: Rule, files: Files): Files {
  let project = projectOf(files);
  for (let n = 0; n < 5; n++) {
    const fix = findingsOf(verdictsOn(project), rule).flatMap(({ fixes }) => fixes)[0];
    if (fix === undefined) break;
    project = applyChanges(project, fix.changes);
  }
  return project;
}

const appJson = (content: unknown, more: Files = {}): Files => ({
  ...more,
  "app.json": JSON.stringify(content, undefined, 2),
});
const herokuYml = (...lines: string[]): Files => ({
  "heroku.yml": [...lines, ""].join("\n"),
  Dockerfile: "FROM python:3.13\nCMD gunicorn mysite.wsgi --bind 0.0.0.0:$PORT\n",
});

/** As projects have it that people run. */
const REVIEWED = {
  name: "site",
  image: "heroku/python",
  success_url: "/",
  environments: {
    review: { scripts: { postdeploy: "" }, formation: { web: { quantity: 1 } } },
    test: {
      addons: ["heroku-postgresql:in-dyno"],
      scripts: { "test-setup": "python manage.py collectstatic", test: "python manage.py test --keepdb" },
    },
  },
  addons: ["heroku-postgresql", { plan: "heroku-redis", options: { maxmemory_policy: "allkeys-lru" } }],
  formation: { web: { quantity: 1 } },
  env: { SECRET_KEY: { generator: "secret" }, HEROKU_APP_NAME: { required: true }, BUCKET: { default: "x" } },
};

test("files in order", () => {
  const rules = [appJsonInvalid, appJsonVariableMissing, formationUnknownProcess, manifestSecretLiteral];
  for (const rule of rules) expect(found(rule, appJson(REVIEWED))).toEqual([]);
  const yml = herokuYml(
    "setup:",
    "  addons:",
    "  - plan: heroku-postgresql",
    "    as: DATABASE",
    "  config: &main",
    "    DJANGO_LOG_LEVEL: info",
    "    WORKERS: 2",
    "build:",
    "  docker:",
    "    web: Dockerfile",
    "    release:",
    "      dockerfile: Dockerfile",
    "      target: production",
    "  config:",
    "    <<: *main",
    "release:",
    "  image: release",
    "  command:",
    "    - python manage.py migrate",
    "run:",
    "  web: gunicorn mysite.wsgi --bind 0.0.0.0:$PORT",
  );
  for (const rule of [herokuYmlInvalid, herokuYmlImageUnknown, herokuYmlDockerfileMissing])
    expect(found(rule, yml)).toEqual([]);
});

test("Expo's app.json is nobody's business here", () => {
  const files = appJson({ expo: { name: "x" }, env: [], stack: "heroku-18" });
  expect(found(appJsonInvalid, files)).toEqual([]);
});

describe("heroku-yml-invalid", () => {
  test.each<[string, string[], [string, string][]]>([
    ["a key that is nearly one", ["release:", "  comand:", "    - x"], [["comand", "warning"]]],
    ["a colon in a command", ["release:", "  command:", "    - echo a: b"], [["- echo a: b", "error"]]],
    ["a list of variables", ["setup:", "  config:", "    - A=b"], [["config", "warning"]]],
    [
      "an image that is a list",
      ["run:", "  web:", "    command: x", "    image: [web]"],
      [["image", "error"]],
    ],
  ])("%s", (_, lines, expected) => {
    expect(
      found(herokuYmlInvalid, herokuYml("build:", "  docker:", "    web: Dockerfile", ...lines)),
    ).toEqual(expected);
  });
});

describe("addon-plan-retired", () => {
  test("in capitals, and not for apps that get a plan of the provider's", () => {
    const content = {
      addons: [{ plan: "Heroku-Postgresql:Hobby-Dev" }],
      environments: { review: { addons: ["heroku-redis:hobby-dev"] } },
    };
    expect(found(addonPlanRetired, appJson(content))).toEqual([["Heroku-Postgresql:Hobby-Dev", "warning"]]);
  });
});

describe("app-json-variable-missing", () => {
  const settings = (text: string) => ({ "mysite/settings.py": `import os\n\n${text}\n` });
  const required = (name: string) => settings(`A = os.environ["${name}"]`);

  test.each(["DYNO", "PORT", "DATABASE_URL", "HEROKU_APP_NAME", "PYTHONPATH", "DJANGO_SETTINGS_MODULE"])(
    "%s is there",
    (name) => {
      expect(found(appJsonVariableMissing, appJson({ env: {} }, required(name)))).toEqual([]);
    },
  );

  test("what the Procfile sets is there, and what one branch reads need not be", () => {
    const Procfile = "web: A=1 gunicorn mysite.wsgi\n";
    expect(found(appJsonVariableMissing, appJson({ env: {} }, { ...required("A"), Procfile }))).toEqual([]);
    const branch = settings('if os.environ.get("S3"):\n    B = os.environ["BUCKET"]');
    expect(found(appJsonVariableMissing, appJson({ env: {} }, branch))).toEqual([]);
  });

  test("an image may have variables of its own", () => {
    const files = appJson({ env: {}, stack: "container" }, required("A"));
    expect(found(appJsonVariableMissing, files)).toEqual([]);
  });
});

describe("formation-unknown-process", () => {
  test("processes of heroku.yml", () => {
    const yml = herokuYml("build:", "  docker:", "    web: Dockerfile", "run:", "  web: x", "  worker: y");
    const files = appJson({ formation: { worker: { quantity: 1 }, beat: { quantity: 1 } } }, yml);
    expect(found(formationUnknownProcess, files)).toEqual([['"beat"', "warning"]]);
  });
});

describe("gis-needs-buildpack", () => {
  test("a buildpack of somebody else's may bring the libraries", () => {
    const settings = { "mysite/settings.py": "INSTALLED_APPS = ['django.contrib.gis']\n" };
    const files = appJson({ buildpacks: [{ url: "https://github.com/me/everything" }] }, settings);
    expect(found(gisNeedsBuildpack, files)).toEqual([]);
  });
});

describe("manifest-secret-literal", () => {
  const secret = "k7Wq9zPm2RtLx83nVbQe5YcHs6UaJdFg";
  test("not in what is for tests; two at once, one after the other", () => {
    const env = { API_KEY: { value: secret }, AUTH_TOKEN: secret, REGION: "eu" };
    const files = appJson({ env, environments: { test: { env } } });
    expect(found(manifestSecretLiteral, files)).toHaveLength(2);
    expect(JSON.parse(fixed(manifestSecretLiteral, files)["app.json"]!)).toEqual({
      env: { API_KEY: { required: true }, AUTH_TOKEN: { required: true }, REGION: "eu" },
      environments: { test: { env } },
    });
  });

  test("no message holds the secret", () => {
    const verdicts = verdictsOn(projectOf(appJson({ env: { API_KEY: secret } })));
    expect(JSON.stringify(verdicts.map(({ verdict }) => verdict.message))).not.toContain(secret);
  });
});

describe("needed-file-ignored", () => {
  test.each<[string, Files, [string, string][]]>([
    ["a directory", { ".gitignore": "mysite/\n" }, [["mysite/", "warning"]]],
    [".slugignore has no exceptions", { ".slugignore": "*.txt\n!requirements.txt\n" }, [["*.txt", "error"]]],
    [".gitignore has", { ".gitignore": "*.txt\n!requirements.txt\n" }, []],
    ["one line, several files", { ".gitignore": "*.py\n" }, [["*.py", "warning"]]],
    ["a comment", { ".gitignore": "# Procfile\n" }, []],
    ["what is not there", { ".gitignore": "Pipfile.lock\n.python-version\n" }, []],
    ["below", { "mysite/.gitignore": "settings.py\n" }, [["settings.py", "warning"]]],
  ])("%s", (_, more, expected) => {
    expect(found(neededFileIgnored, { "mysite/settings.py": "", ...more })).toEqual(expected);
  });

  test("no fix for a pattern that is about more, where git cannot except the file", () => {
    const files = { "mysite/settings.py": "", ".gitignore": "mysite/\n" };
    expect(fixed(neededFileIgnored, files)).toEqual(projectOf(files));
  });
});

describe("heroku-yml-dockerfile-missing", () => {
  test("with two Dockerfiles nobody knows which one was meant", () => {
    const files = {
      ...herokuYml("build:", "  docker:", "    web: docker/Dockerfile"),
      "other/Dockerfile": "FROM x\n",
    };
    expect(found(herokuYmlDockerfileMissing, files)).toEqual([["docker/Dockerfile", "error"]]);
    expect(fixed(herokuYmlDockerfileMissing, files)).toEqual(projectOf(files));
  });
});
