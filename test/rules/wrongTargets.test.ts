/** Projects that do everything wrong: each mistake is shown once, where it is made. */
import { describe, expect, test } from "vitest";
import { analyze } from "../../server/src/analyze";
import type { Target } from "../../server/src/project/project";
import type { ReportedVerdict } from "../../server/src/report";
import { rules } from "../../server/src/rules/index";
import { type Files, verdictsOn } from "../support/exampleProject";
import { memorySnapshot } from "../support/memorySnapshot";
import { singleMistakes, wrongProjects } from "../support/wrongProjects";

/** The groups that are about deploying. */
const GROUPS: readonly string[] = ["process", "heroku", "dependencies", "docker", "project"];

const TARGETS = ["classic", "cnb", "container"] as const;

const deployRules = new Set(rules.filter(({ group }) => GROUPS.includes(group)).map(({ id }) => id));

const NO_IMAGE = "no image is built";
const IMAGE_DECIDES = "the Dockerfile decides";
const NO_BUILDPACK = "no buildpack looks at these files";
const NO_PROCFILE = "the Procfile is not read";
const NOT_READ = "heroku.yml is read for images only, which make it a container";

/** What cannot happen on a target: why, and the rules about it. */
const CANNOT_APPLY: Readonly<Record<Target, Readonly<Record<string, readonly string[]>>>> = {
  classic: {
    [NO_IMAGE]: [
      "docker-exec-form-port",
      "docker-heroku-unsupported",
      "docker-python-eol",
      "docker-unbuffered",
      "dockerignore-missing",
    ],
    [NOT_READ]: ["heroku-yml-and-procfile", "heroku-yml-dockerfile-missing", "heroku-yml-image-unknown"],
  },
  cnb: {
    [NO_IMAGE]: [
      "docker-exec-form-port",
      "docker-heroku-unsupported",
      "docker-python-eol",
      "docker-unbuffered",
      "dockerignore-missing",
    ],
    [NOT_READ]: ["heroku-yml-and-procfile", "heroku-yml-dockerfile-missing", "heroku-yml-image-unknown"],
    "any runtime.txt ends the build, which runtime-txt-deprecated says": [
      "runtime-txt-invalid",
      "runtime-txt-shadows",
    ],
    "Pipenv is not supported at all": ["pipfile-without-lock"],
    "buildpacks may bring process types": ["formation-unknown-process"],
    "app.json does not choose the buildpacks": ["gis-needs-buildpack"],
    "nothing sets WEB_CONCURRENCY": ["gunicorn-workers-fixed"],
  },
  container: {
    [NO_BUILDPACK]: [
      "multiple-package-managers",
      "no-package-manager",
      "pipfile-without-lock",
      "python-django-mismatch",
      "python-patch-pinned",
      "python-version-invalid",
      "python-version-missing",
      "python-version-misspelled",
      "python-version-unsupported",
      "runtime-txt-deprecated",
      "runtime-txt-invalid",
      "runtime-txt-shadows",
      "venv-committed",
    ],
    [IMAGE_DECIDES]: [
      "app-json-variable-missing",
      "celery-broken-metadata",
      "gis-needs-buildpack",
      "server-in-dev-group",
      "tool-run-in-process",
      "venv-path-in-process",
    ],
    [NO_PROCFILE]: ["procfile-misnamed", "procfile-missing", "procfile-no-web", "procfile-syntax"],
    "Heroku hands the command to a shell of its own": ["docker-exec-form-port"],
    "nothing sets WEB_CONCURRENCY": ["gunicorn-workers-fixed"],
  },
  docker: {},
  none: {},
};

/** Findings that may stand on the same words, because they are about different mistakes. */
const SAME_WORDS: readonly string[] = [
  // One command of Celery: that it has a scheduler, and that two options are not there.
  "beat-not-singleton + celery-concurrency-unset",
  "beat-not-singleton + celery-sigterm",
  "celery-concurrency-unset + celery-sigterm",
  // A mistake inside the command of a server to which something has to be added, or beside which something is missing.
  "asgi-wsgi-mismatch + web-port-not-passed",
  "release-migrate-missing + uvicorn-workers-deprecated",
  "release-migrate-missing + wsgi-module-not-found",
  "uwsgi-signals + websockets-on-wsgi",
  // An old image, and a variable that is set nowhere in it.
  "docker-python-eol + docker-unbuffered",
];

/** Rule -> "file:line", or a list of them where there is more than one finding. */
function tableOf(files: Files, verdicts: readonly ReportedVerdict[]): Record<string, string | string[]> {
  const snapshot = memorySnapshot(files);
  const places = new Map<string, string[]>();
  for (const { rule, verdict } of verdicts) {
    const { file, start } = verdict.at!;
    const line = snapshot.file(file)!.lines.positionAt(start).line + 1;
    places.set(rule, [...(places.get(rule) ?? []), `${file}:${line}`]);
  }
  return Object.fromEntries([...places].map(([rule, all]) => [rule, all.length === 1 ? all[0]! : all]));
}

/** "rule + rule" for each two findings, at least one of them about deploying, that stand on the same words. */
function sharedWords(verdicts: readonly ReportedVerdict[]): string[] {
  return verdicts.flatMap((one, i) =>
    verdicts
      .slice(i + 1)
      .filter((other) => deployRules.has(one.rule) || deployRules.has(other.rule))
      .filter(({ verdict: { at } }) => {
        const { file, start, end } = one.verdict.at!;
        return at!.file === file && at!.start < end && start < at!.end;
      })
      .map((other) => [one.rule, other.rule].sort().join(" + ")),
  );
}

const analyzed = wrongProjects.map((project) => ({
  ...project,
  shown: verdictsOn(project.files).filter(({ shown }) => shown),
}));

describe.for(analyzed)("$target: $name", ({ target, files, findings, shown }) => {
  test("is seen as such", () => {
    const { projects } = analyze(memorySnapshot(files));
    expect(projects.map(({ project }) => project.deployment.target)).toEqual([target]);
  });

  test("gets each finding once, where the mistake is", () => {
    const found = shown.filter(({ rule }) => deployRules.has(rule));
    expect(tableOf(files, found)).toEqual(findings);
  });

  test("is told no mistake twice", () => {
    expect(sharedWords(shown).filter((pair) => !SAME_WORDS.includes(pair))).toEqual([]);
  });
});

test.for(singleMistakes)("one finding: $name", ({ files, findings }) => {
  const found = verdictsOn(files).filter(({ rule, shown }) => shown && deployRules.has(rule));
  expect(tableOf(files, found)).toEqual(findings);
});

describe("the wrong projects", () => {
  const placed = (target: Target, rule: string) =>
    wrongProjects.some((project) => project.target === target && rule in project.findings);
  const cannot = (target: Target) => Object.values(CANNOT_APPLY[target]).flat();

  test.for(TARGETS)("have every mistake that can be made on the target %s", (target) => {
    const excused = cannot(target);
    expect([...deployRules].filter((rule) => !placed(target, rule) && !excused.includes(rule))).toEqual([]);
  });

  test.for(TARGETS)("do not have what cannot apply on the target %s", (target) => {
    expect(cannot(target).filter((rule) => placed(target, rule) || !deployRules.has(rule))).toEqual([]);
  });

  test("have all findings that may stand on the same words", () => {
    expect([...new Set(analyzed.flatMap(({ shown }) => sharedWords(shown)))]).toEqual(
      expect.arrayContaining([...SAME_WORDS]),
    );
  });
});
