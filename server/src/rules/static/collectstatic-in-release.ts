import type { TextEdit } from "../../edits/edit";
import { type Process, processesOf } from "../../project/processes";
import { entry, type Plain } from "../../settings/plain";
import type { Judgement } from "../../settings/settings";
import type { ShellCommand } from "../../syntax/shell";
import { collectInDockerfile, collects } from "../collectstatic";
import { editOf, NOT_ON_HEROKU, programLocation, samePlace } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext, type Verdict } from "../rule";

export default defineRule({
  id: "collectstatic-in-release",
  group: "static",
  severity: "error",
  summary: "collectstatic runs in the release phase, where its files are lost",
  docs: {
    why: "The release command runs in a dyno of its own. The files it writes disappear with that dyno and never reach the ones that serve requests: pages come without styles, or fail where a manifest of hashed names is expected.",
    how: "Leave it out: Heroku's Python buildpack runs collectstatic in every build. Where you build a Docker image yourself, run it in the Dockerfile: `RUN python manage.py collectstatic --noinput`.",
    references: [
      "https://devcenter.heroku.com/articles/release-phase",
      "https://devcenter.heroku.com/articles/django-assets",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          ...exampleProject,
          Procfile:
            "release: python manage.py migrate --noinput && python manage.py collectstatic --noinput\nweb: gunicorn mysite.wsgi\n",
        },
        fixed: {
          ...exampleProject,
          Procfile: "release: python manage.py migrate --noinput\nweb: gunicorn mysite.wsgi\n",
        },
      },
    ],
    good: [
      {
        ...exampleProject,
        Procfile: "release: python manage.py migrate --noinput\nweb: gunicorn mysite.wsgi\n",
      },
      {
        ...exampleProject,
        "mysite/settings.py":
          'import os\nROOT_URLCONF = "mysite.urls"\nSTORAGES = {\n    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},\n    "staticfiles": {"BACKEND": os.environ["STATIC_BACKEND"]},\n}\n',
        Procfile: "release: python manage.py collectstatic --noinput\nweb: gunicorn mysite.wsgi\n",
      },
    ],
  },

  check(context) {
    if (!context.project.deployment.heroku) return NOT_ON_HEROKU;
    const found = collections(context);
    if (found.length === 0) return { state: "satisfied" };
    const storage = judgeStorage(context);
    if (storage.state !== "violated") return storage;
    return found.map(
      ({ process, index }): Verdict => ({
        ...storage,
        message:
          "collectstatic writes its files to the release dyno, which is deleted afterwards: the web dynos never get them, so pages have no styles.",
        at: programLocation(process.at.file, process.shell.commands[index]!),
      }),
    );
  },

  fixes: [
    {
      title: ({ project }) =>
        project.deployment.target === "container"
          ? "Run collectstatic in the Dockerfile instead"
          : "Remove collectstatic from the release phase, as the build runs it",
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const { appJson, target } = context.project.deployment;
        // Without the build's own collectstatic there would be no static files at all.
        if (appJson?.env.some(({ name }) => name === "DISABLE_COLLECTSTATIC")) return undefined;
        const found = collections(context).find(({ process, index }) =>
          samePlace(programLocation(process.at.file, process.shell.commands[index]!), at),
        );
        const removal = found && withoutCommand(context, found);
        if (found === undefined || removal === undefined) return undefined;
        const changes = [editOf(found.process.at.file, removal)];
        if (target !== "container") return changes;
        const image = collectInDockerfile(context);
        return image && [...changes, ...image];
      },
    },
  ],
});

interface Collection {
  readonly process: Process;
  /** Of the command in the process's script. */
  readonly index: number;
}

function collections({ project, snapshot }: RuleContext): Collection[] {
  return processesOf(snapshot, project.deployment)
    .filter(({ name, shell }) => name === "release" && !shell.broken)
    .flatMap((process) =>
      process.shell.commands.flatMap((command, index) => (collects(command) ? [{ process, index }] : [])),
    );
}

const LOCAL_BACKEND = /^(?:django\.contrib\.staticfiles\.storage|whitenoise)\./;
const REMOTE_BACKEND = /^(?:storages\.backends|cloudinary_storage|collectfast)\./;

/** Violated if the static files are written to the dyno's own disk. */
function judgeStorage({ project, settings }: RuleContext): Judgement {
  const max = project.django.range?.max;
  const ignoresLegacy = max !== undefined && Number(max) >= 5.1;
  const legacy = settings.defines("STATICFILES_STORAGE") && !settings.defines("STORAGES") && !ignoresLegacy;
  return settings.judge([legacy ? "STATICFILES_STORAGE" : "STORAGES"], (value) => {
    const backend = legacy ? value : backendOf(value);
    if (backend?.kind !== "str")
      return { state: "undecided", reason: "the static file storage is not known" };
    if (LOCAL_BACKEND.test(backend.value)) return { state: "violated" };
    if (REMOTE_BACKEND.test(backend.value)) {
      return { state: "satisfied", reason: "the static files go to a storage outside the dyno" };
    }
    return { state: "undecided", reason: `${backend.value} may write anywhere` };
  });
}

/** `STORAGES["staticfiles"]["BACKEND"]`. */
function backendOf(storages: Plain): Plain | undefined {
  const staticfiles = entry(storages, "staticfiles");
  return (staticfiles && entry(staticfiles, "BACKEND")) ?? undefined;
}

/** The edit that takes a command out of a process, with what joins it to the others; the whole line if it is alone. */
function withoutCommand(
  { snapshot, project }: RuleContext,
  { process, index }: Collection,
): TextEdit | undefined {
  const { commands } = process.shell;
  const document = snapshot.file(process.at.file);
  const command = commands[index]!;
  if (document === undefined || !document.text.slice(command.start, command.end).includes("collectstatic"))
    return undefined;
  const before = commands[index - 1];
  const after = commands[index + 1];
  const separable = (joined: ShellCommand) => joined.joinedBy === "&&" || joined.joinedBy === ";";
  if (before !== undefined) {
    if (!separable(command) || (after !== undefined && !separable(after)) || before.end > command.start)
      return undefined;
    return { start: before.end, end: command.end, text: "" };
  }
  if (after !== undefined) {
    return separable(after) ? { start: command.start, end: after.start, text: "" } : undefined;
  }
  const siblings = project.deployment.herokuYml?.release?.commands.length ?? 0;
  if (process.source === "heroku.yml" && siblings < 2) return undefined;
  const { lines, text } = document;
  const { line } = lines.positionAt(process.at.start);
  const start = lines.lineStart(line);
  const end = line + 1 < lines.lineCount ? lines.lineStart(line + 1) : text.length;
  // A YAML list may stand in one line; only an item with a line of its own can go with it.
  if (process.source === "heroku.yml" && !/^\s*- /.test(text.slice(start, end))) return undefined;
  return process.at.end <= end ? { start, end, text: "" } : undefined;
}
