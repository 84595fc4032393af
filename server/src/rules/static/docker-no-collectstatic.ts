import type { FileChange } from "../../edits/edit";
import { type DockerCommand, parseDockerfile } from "../../files/dockerfile";
import { manageCall } from "../../project/processes";
import { contains, type Plain } from "../../settings/plain";
import type { ShellCommand } from "../../syntax/shell";
import { collectedOtherwise, collectInDockerfile, needsCollecting } from "../collectstatic";
import { exampleProject } from "../exampleProject";
import { WHITENOISE_MIDDLEWARE } from "../middleware";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided } from "../verdicts";

const project = {
  ...exampleProject,
  "mysite/settings.py": [
    "import os",
    "",
    "SECRET_KEY = os.environ['SECRET_KEY']",
    "ROOT_URLCONF = 'mysite.urls'",
    "INSTALLED_APPS = ['django.contrib.staticfiles']",
    "MIDDLEWARE = [",
    "    'django.middleware.security.SecurityMiddleware',",
    "    'whitenoise.middleware.WhiteNoiseMiddleware',",
    "]",
    "STATIC_URL = 'static/'",
    "STATIC_ROOT = '/app/staticfiles'",
    "",
  ].join("\n"),
  "requirements.txt": "Django==5.2.8\ngunicorn\nwhitenoise\n",
  "heroku.yml":
    "build:\n  docker:\n    web: Dockerfile\nrelease:\n  image: web\n  command:\n    - python manage.py migrate --noinput\n",
};
const dockerfile = (...more: string[]) =>
  [
    "FROM python:3.13-slim",
    "WORKDIR /app",
    "COPY requirements.txt .",
    "RUN pip install -r requirements.txt",
    "COPY . .",
    ...more,
    "CMD gunicorn mysite.wsgi --bind 0.0.0.0:$PORT",
    "",
  ].join("\n");

export default defineRule({
  id: "docker-no-collectstatic",
  group: "static",
  severity: "error",
  summary: "The Docker image has no collected static files",
  docs: {
    why:
      "Only Heroku's buildpacks run collectstatic by themselves. An image of yours has in STATIC_ROOT what its " +
      "Dockerfile puts there, and WhiteNoise serves nothing else.",
    how:
      "Run it while the image is built: `RUN python manage.py collectstatic --noinput`. Config vars do not exist in a " +
      "build, so give variables that the settings require a value for this one command.",
    references: [
      "https://devcenter.heroku.com/articles/build-docker-images-heroku-yml",
      "https://docs.djangoproject.com/en/stable/ref/contrib/staticfiles/#collectstatic",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...project, Dockerfile: dockerfile() },
        fixed: {
          ...project,
          Dockerfile: dockerfile("RUN SECRET_KEY=build python manage.py collectstatic --noinput"),
        },
      },
    ],
    good: [
      { ...project, Dockerfile: dockerfile("RUN SECRET_KEY=x python manage.py collectstatic --noinput") },
      { ...project, Dockerfile: dockerfile("RUN ./scripts/assets") },
      { ...project, Dockerfile: dockerfile(), "mysite/settings.py": "from common.settings import *\n" },
      {
        ...project,
        Dockerfile: dockerfile().replace("CMD gunicorn", "CMD ./start.sh"),
      },
    ],
  },
  check(context) {
    const { project, snapshot, settings } = context;
    const { target } = project.deployment;
    const path = project.deployment.dockerfile?.path;
    const document = path === undefined ? undefined : snapshot.file(path);
    if (target !== "container" || document === undefined)
      return notApplicable("Heroku builds no Docker image of it");
    if (/^(?!\s*#).*collectstatic/m.test(document.text))
      return satisfied("the Dockerfile runs collectstatic");
    const middleware = settings.value("MIDDLEWARE");
    if (contains(middleware, WHITENOISE_MIDDLEWARE) !== true)
      return undecided(`WhiteNoise is not in MIDDLEWARE, as far as is known: ${reasonOf(middleware)}`);
    const { judgement, consequence, severity } = needsCollecting(context);
    if (judgement.state !== "violated") return judgement;
    const { runs, cmd, entrypoint } = parseDockerfile(document);
    if (![...runs, cmd, entrypoint].every((command) => command === undefined || isUnderstood(command)))
      return undecided("the image runs programs that may collect static files");
    const otherwise = collectedOtherwise(context);
    if (otherwise !== undefined) return undecided(otherwise);
    const { start, end } = (cmd ?? entrypoint)?.range ?? { start: 0, end: document.lines.lineEnd(0) };
    return {
      state: "violated",
      message: `Nothing in the Dockerfile runs collectstatic, so the image has no static files: ${consequence}`,
      at: { file: document.path, start, end },
      severity,
      coveredBy: "collectstatic-in-release",
    } satisfies Verdict;
  },
  fixes: [
    {
      title: "Run collectstatic in the Dockerfile",
      safety: "review",
      preferred: true,
      edits: collectInImage,
    },
  ],
});

/** Programs of a Dockerfile that do not collect static files. */
const PROGRAMS = new Set(
  (
    "apt-get apt apk dpkg pip pip3 uv poetry pipenv mkdir rm rmdir chmod chown useradd adduser addgroup groupadd usermod " +
    "cd ln cp mv touch echo printf export set test true curl wget tar unzip locale-gen update-ca-certificates gunicorn " +
    "uvicorn daphne hypercorn granian waitress-serve celery"
  ).split(" "),
);

/** Commands of manage.py that do not collect static files. */
const MANAGEMENT = new Set(["check", "migrate", "compilemessages", "compress", "runserver"]);

function isUnderstood({ shell }: DockerCommand): boolean {
  return !shell.broken && shell.commands.every(isHarmless);
}

function isHarmless(command: ShellCommand): boolean {
  const call = manageCall(command);
  if (call !== undefined) return MANAGEMENT.has(call.command);
  const { program, programWord, args } = command;
  if (program === undefined || program === "python") return false;
  // `uv run` and the like start anything.
  if (args[0]?.text === "run" || programWord?.text.startsWith(".")) return false;
  return PROGRAMS.has(program);
}

function collectInImage(context: RuleContext): readonly FileChange[] | undefined {
  const { settings } = context;
  const key = settings.value("SECRET_KEY");
  // Other variables without which the settings do not load would stop the build.
  const others = settings.names.filter((name) => name !== "SECRET_KEY");
  if (others.some((name) => settings.readings(name).every(({ value }) => readsVariable(value))))
    return undefined;
  const secret = key.kind === "env" && key.text === key.name ? `${key.name}=build ` : "";
  const changes = collectInDockerfile(context, secret);
  return changes === undefined || changes.length === 0 ? undefined : changes;
}

/** Whether a variable that is set is part of a value. */
function readsVariable(value: Plain): boolean {
  if (value.kind === "env") return true;
  if ("items" in value) return value.items.some(readsVariable);
  return value.kind === "dict" && value.entries.some(([, entry]) => readsVariable(entry));
}
