/** Whatever Heroku's files hold, and however far they are typed, the analysis stands and its fixes fit. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { analyze } from "../../server/src/analyze";
import type { ReportedVerdict } from "../../server/src/report";
import { exampleProject } from "../../server/src/rules/exampleProject";
import { rules as allRules } from "../../server/src/rules/index";
import { applyChanges, type Files } from "../support/exampleProject";
import { memorySnapshot } from "../support/memorySnapshot";

const SETTINGS = `import os
ROOT_URLCONF = "mysite.urls"
CELERY_BROKER_URL = os.environ["REDIS_URL"]
CELERY_TASK_ACKS_LATE = True
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql"}}
`;

const BASE: Files = {
  ...exampleProject,
  "mysite/settings.py": SETTINGS,
  "mysite/celery.py": 'from celery import Celery\n\napp = Celery("mysite")\n',
  "blog/tasks.py": "",
  "requirements.txt": "celery\nDjango==5.2\ngunicorn\n",
};

/** Files with much of what the rules look for. */
const WRITTEN: Files = {
  Procfile: [
    "release: python manage.py makemigrations && python manage.py migrate --noinput > /dev/null 2>&1 && python manage.py createsuperuser --noinput",
    "web: source venv/bin/activate; sudo poetry run python manage.py migrate && bin/start.sh",
    "web = gunicorn",
    "worker: sh -c \"exec celery -A mysite worker -B --scheduler 'django'\" || true",
    "beat celery -A mysite beat",
    "web: honcho start -f Procfile",
    "",
  ].join("\n"),
  "heroku.yml": [
    "build:",
    "  docker:",
    "    web: Dockerfile",
    "release:",
    "  image: web",
    "  command:",
    "    - python manage.py migrate blog zero",
    "    - 'python manage.py flush --noinput'",
    "run:",
    '  web: "python manage.py migrate && bin/start.sh $PORT"',
    "  worker: {command: [celery -A mysite worker -B], image: web}",
    "",
  ].join("\n"),
  "app.json":
    '{"formation": {"web": {"quantity": 1, "size": "standard-1x"}, "worker": {"quantity": 3}}, "env": {"A": "1"}}',
  Dockerfile: [
    "FROM python:3.13 AS base",
    "WORKDIR /app",
    "COPY . /app",
    'ENTRYPOINT ["/app/bin/start.sh", "x"]',
    "FROM base",
    'CMD ["sh", "-c", "python manage.py migrate && gunicorn mysite.wsgi"]',
    "",
  ].join("\n"),
  "bin/start.sh": [
    "#!/bin/bash",
    "set -e",
    "if [ -d x ]; then . bin/start.sh; fi",
    "python manage.py migrate \\",
    "  --noinput",
    "python manage.py createsuperuser --noinput",
    'exec "$@"',
    "",
  ].join("\n"),
};
const NAMES = Object.keys(WRITTEN);

const pieces = Object.values(WRITTEN)
  .flatMap((text) => text.split(/(\s+)/))
  .concat(["\ufeff", "\0", "\r\n", "'", '"', "\\", "&&", "|", "<<EOF", "$(", ")", "{", "[", "- ", "  "]);

/** A file half typed, changed in places, or of any characters; or not there. */
const content = (name: string) => {
  const text = WRITTEN[name]!;
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant(text) },
    { weight: 3, arbitrary: fc.nat(text.length).map((length) => text.slice(0, length)) },
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.nat(text.length), fc.nat(20), fc.array(fc.constantFrom(...pieces), { maxLength: 6 }))
        .map(([at, length, added]) => text.slice(0, at) + added.join("") + text.slice(at + length)),
    },
    {
      weight: 2,
      arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((all) => all.join("")),
    },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
    { weight: 2, arbitrary: fc.constant(undefined) },
  );
};

/** Rules about what processes run. */
const RULES = new Set(allRules.filter(({ group }) => group === "process").map(({ id }) => id));

function shown(files: Files): readonly ReportedVerdict[] {
  const { projects } = analyze(memorySnapshot(files), {
    onError(what, error) {
      throw new Error(what, { cause: error });
    },
  });
  return projects.flatMap(({ verdicts }) => verdicts).filter((verdict) => verdict.shown);
}

const runs = Number(process.env.RUNS ?? 1) * 40;

test("the analysis stands, findings are inside the files, and fixes can be made", () => {
  const project = fc.tuple(
    ...NAMES.map(content),
    fc.constantFrom("Procfile", "procfile.txt", "mysite/Procfile"),
  );
  fc.assert(
    fc.property(project, (values) => {
      const procfile = values[values.length - 1]!;
      const files: Record<string, string> = { ...BASE };
      NAMES.forEach((name, n) => {
        const text = values[n];
        if (text !== undefined) files[name === "Procfile" ? procfile : name] = text;
      });
      for (const { rule, verdict, fixes } of shown(files)) {
        const { at } = verdict;
        const text = files[at!.file];
        expect(text, at!.file).toBeDefined();
        expect([at!.start >= 0, at!.start <= at!.end, at!.end <= text!.length]).toEqual([true, true, true]);
        for (const { title, changes } of fixes) {
          const after = applyChanges(files, changes);
          if (!RULES.has(rule)) continue;
          const had = shown(files).filter((other) => other.rule === rule).length;
          const has = shown(after).filter((other) => other.rule === rule).length;
          expect(has, `${rule}: ${title}, ${JSON.stringify(changes)}`).toBeLessThan(had);
        }
      }
    }),
    { seed: 20261121, numRuns: runs },
  );
}, 300_000);
