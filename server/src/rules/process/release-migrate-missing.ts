import { scopesOf } from "../../files/appJson";
import { join } from "../../paths";
import { isMigration, manageCall, processesOf } from "../../project/processes";
import { startedCommands } from "../../project/startScripts";
import { FolderTree, isInside } from "../../project/tree";
import type { Location } from "../../syntax/text";
import {
  editOf,
  findingOfLine,
  migrateWords,
  NO_WEB_PROCESS,
  NOT_ON_HEROKU,
  webProcesses,
} from "../commands";
import { exampleProject } from "../exampleProject";
import { addToRelease } from "../releasePhase";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { manageCalls, unknownPart } from "../startedCommands";

const migration = { "blog/__init__.py": "", "blog/migrations/0001_initial.py": "" };

export default defineRule({
  id: "release-migrate-missing",
  group: "process",
  severity: "info",
  summary: "Deploys do not run the migrations",
  docs: {
    why: "New code then runs against the old tables until somebody remembers `heroku run python manage.py migrate`. In the release phase the migrations run before the new version gets requests, and a migration that fails keeps the old version running.",
    how: "Add `release: python manage.py migrate --noinput` to the Procfile, or a `release` section to heroku.yml.",
    references: ["https://devcenter.heroku.com/articles/release-phase"],
  },
  examples: {
    bad: [
      {
        code: { ...exampleProject, ...migration, Procfile: "web: gunicorn mysite.wsgi\n" },
        fixed: {
          ...exampleProject,
          ...migration,
          Procfile: "web: gunicorn mysite.wsgi\nrelease: python manage.py migrate --noinput\n",
        },
      },
      {
        code: {
          ...exampleProject,
          ...migration,
          Procfile: "web: gunicorn mysite.wsgi\n",
          "app.json":
            '{ "scripts": { "postdeploy": "python manage.py migrate && python manage.py loaddata demo" } }\n',
        },
      },
      {
        code: {
          ...exampleProject,
          ...migration,
          Procfile: "web: gunicorn mysite.wsgi\nRelease: python manage.py migrate\n",
        },
        fixed: {
          ...exampleProject,
          ...migration,
          Procfile: "web: gunicorn mysite.wsgi\nrelease: python manage.py migrate\n",
        },
      },
    ],
    good: [
      {
        ...exampleProject,
        ...migration,
        Procfile: "web: gunicorn mysite.wsgi\nRelease: python manage.py migrate\n",
        "project.toml": '[[io.buildpacks.group]]\nuri = "heroku/python"\n',
      },
      {
        ...exampleProject,
        ...migration,
        Procfile: "web: gunicorn mysite.wsgi\nrelease=python manage.py migrate\n",
      },
      {
        ...exampleProject,
        ...migration,
        Procfile: "web: gunicorn mysite.wsgi\nrelease: python manage.py migrate --noinput\n",
      },
      { ...exampleProject, ...migration, Procfile: "web: gunicorn mysite.wsgi\nrelease: $RELEASE_COMMAND\n" },
      {
        ...exampleProject,
        ...migration,
        Procfile: "web: gunicorn mysite.wsgi\nrelease: bash release.sh\n",
        "release.sh": "set -e\npython manage.py migrate\n",
      },
      {
        ...exampleProject,
        ...migration,
        "heroku.yml": "build:\n  docker:\n    web: Dockerfile\n",
        Dockerfile:
          'FROM python:3.13\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["/app/bin/entry"]\nCMD gunicorn mysite.wsgi\n',
        "bin/entry": '#!/bin/sh\nset -e\npython manage.py migrate\nexec "$@"\n',
      },
    ],
  },

  check(context) {
    const { project, snapshot } = context;
    if (!project.deployment.heroku) return NOT_ON_HEROKU;
    const [web] = webProcesses(context);
    if (web === undefined) return NO_WEB_PROCESS;
    if (!hasMigrations(context))
      return { state: "not-applicable", reason: "the project has no migrations of its own" };

    const started = startedCommands(snapshot, project.deployment).filter(({ process }) =>
      ["web", "release"].includes(process.name),
    );
    const migrates = manageCalls(started).find(({ call }) => isMigration(call));
    if (migrates !== undefined) {
      const { process } = migrates;
      return { state: "satisfied", reason: `${process.source}'s ${process.name} process runs migrate` };
    }
    const undecided =
      unknownPart(started) ??
      (started.some(({ process }) => process.name === "web")
        ? undefined
        : "the web process is not understood") ??
      commentedRelease(context) ??
      deploysElsewhere(context);
    if (undecided !== undefined) return { state: "undecided", reason: undecided };
    const misnamed = misnamedRelease(context);
    if (misnamed !== undefined) {
      const { name, nameRange } = misnamed;
      // The builder of newer stacks writes process types in small letters.
      if (project.deployment.target === "cnb")
        return { state: "undecided", reason: `the build may take ${name} for the release process` };
      return {
        state: "violated",
        message: `Only a process named exactly \`release\` runs at a deploy, but the one that runs \`migrate\` is named \`${name}\`. New code runs against the old tables until somebody runs \`migrate\` by hand.`,
        at: { file: project.deployment.procfile!.path, ...nameRange },
      } satisfies Verdict;
    }
    const once = oncePerApp(context);
    return {
      state: "violated",
      message:
        once === undefined
          ? "No step of a deploy runs `migrate`, so new code runs against the old tables until somebody runs `migrate` by hand."
          : "Only app.json's `postdeploy` runs `migrate`, once for each new app. Later deploys do not, so new code runs against the old tables until somebody runs `migrate` by hand.",
      at: placeOf(context, web.at),
      coveredBy: findingOfLine(context, /\bmigrate\b/),
      related: once && [{ location: once, message: "This runs once, when the app is created" }],
    } satisfies Verdict;
  },

  fixes: [
    {
      title: (context) =>
        misnamedRelease(context) === undefined
          ? "Run `migrate` in the release phase"
          : "Rename it to `release`",
      safety: "review",
      preferred: true,
      edits(context) {
        const misnamed = misnamedRelease(context);
        if (misnamed !== undefined)
          return [
            editOf(context.project.deployment.procfile!.path, { ...misnamed.nameRange, text: "release" }),
          ];
        const command = migrateWords(context.project)?.join(" ");
        return command === undefined ? undefined : addToRelease(context, command);
      },
    },
  ],
});

/** A process that is the release process but for capital letters, and runs migrate. */
function misnamedRelease({ project: { deployment } }: RuleContext) {
  const processes = deployment.target === "container" ? [] : (deployment.procfile?.processes ?? []);
  if (processes.some(({ name }) => name === "release")) return undefined;
  return processes.find(
    ({ name, shell }) =>
      name.toLowerCase() === "release" && shell.commands.some((command) => isMigration(manageCall(command))),
  );
}

/** The release process if there is one, else the web process. */
function placeOf({ project, snapshot }: RuleContext, web: Location): Location {
  return processesOf(snapshot, project.deployment).find(({ name }) => name === "release")?.at ?? web;
}

/** The command of app.json that runs migrate after the first deploy of a new app. */
function oncePerApp({ project: { deployment } }: RuleContext): Location | undefined {
  const script = scopesOf(deployment.appJson)
    .flatMap(({ scripts }) => scripts)
    .find(
      ({ name, shell }) =>
        name === "postdeploy" && shell.commands.some((command) => isMigration(manageCall(command))),
    );
  return script && { file: deployment.appJson!.path, ...script.range };
}

function hasMigrations({ project, snapshot }: RuleContext): boolean {
  const tree = new FolderTree(snapshot);
  return tree.directories.some((directory) => {
    const path = join(directory, "migrations");
    if (!isInside(directory, project.root) || !tree.hasDirectory(path)) return false;
    return (snapshot.directory(path) ?? []).some(({ name }) => /^\d{4}_\w+\.py$/.test(name));
  });
}

/** A release line that somebody commented out is a decision, not something forgotten. */
function commentedRelease({ project, snapshot }: RuleContext): string | undefined {
  const { procfile } = project.deployment;
  const text = procfile && snapshot.file(procfile.path)?.text;
  return /^[ \t]*#[ \t]*release:/m.test(text ?? "")
    ? "the Procfile's release process is commented out"
    : undefined;
}

/** Other places from which a deploy may run migrate: the buildpack's hook, and workflows of the repository. */
function deploysElsewhere({ project, snapshot }: RuleContext): string | undefined {
  const { root } = project.deployment;
  const mentions = (directory: string, names: RegExp) =>
    (snapshot.directory(directory) ?? []).find(
      ({ name, kind }) =>
        kind === "file" &&
        names.test(name) &&
        /\bmigrate\b/.test(snapshot.file(join(directory, name))?.text ?? ""),
    )?.name;
  const listed = (directory: string, name: string) =>
    snapshot.directory(directory)?.some((entry) => entry.name === name);
  const hook = listed(root, "bin") ? mentions(join(root, "bin"), /^(?:pre|post)_compile$/) : undefined;
  if (hook !== undefined) return `bin/${hook} mentions migrate`;
  const workflow =
    listed("", ".github") && listed(".github", "workflows")
      ? mentions(".github/workflows", /\.ya?ml$/)
      : undefined;
  return workflow === undefined ? undefined : `.github/workflows/${workflow} mentions migrate`;
}
