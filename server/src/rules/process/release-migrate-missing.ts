import type { FileChange } from "../../edits/edit";
import { join } from "../../paths";
import { manageCall, processesOf } from "../../project/processes";
import { FolderTree, isInside } from "../../project/tree";
import type { ShellCommand, ShellScript } from "../../syntax/shell";
import { type Location, lineBreakOf } from "../../syntax/text";
import { get } from "../../syntax/yaml";
import { editOf, migrateWords, NO_WEB_PROCESS, NOT_ON_HEROKU, webProcesses } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext, type Verdict } from "../rule";

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
    ],
    good: [
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
    ],
  },

  check(context) {
    const { project, snapshot } = context;
    if (!project.deployment.heroku) return NOT_ON_HEROKU;
    const [web] = webProcesses(context);
    if (web === undefined) return NO_WEB_PROCESS;
    if (!hasMigrations(context))
      return { state: "not-applicable", reason: "the project has no migrations of its own" };

    let undecided: string | undefined;
    for (const process of processesOf(snapshot, project.deployment)) {
      if (process.name !== "web" && process.name !== "release") continue;
      const runs = runsMigrate(context, process.shell, 0);
      if (runs === true)
        return { state: "satisfied", reason: `${process.source}'s ${process.name} process runs migrate` };
      if (runs === undefined)
        undecided ??= `what ${process.source}'s ${process.name} process runs is not known`;
    }
    undecided ??= commentedRelease(context) ?? deploysElsewhere(context);
    if (undecided !== undefined) return { state: "undecided", reason: undecided };
    return {
      state: "violated",
      message:
        "No step of a deploy runs `migrate`, so new code runs against the old tables until somebody runs `migrate` by hand.",
      at: placeOf(context, web.at),
    } satisfies Verdict;
  },

  fixes: [
    {
      title: "Run `migrate` in the release phase",
      safety: "review",
      preferred: true,
      edits(context) {
        const command = migrateWords(context.project)?.join(" ");
        const { procfile, target } = context.project.deployment;
        if (command === undefined) return undefined;
        return target === "container" || procfile === undefined
          ? inHerokuYml(context, command)
          : inProcfile(context, command);
      },
    },
  ],
});

/** The release process if there is one, else the web process. */
function placeOf({ project, snapshot }: RuleContext, web: Location): Location {
  return processesOf(snapshot, project.deployment).find(({ name }) => name === "release")?.at ?? web;
}

function hasMigrations({ project, snapshot }: RuleContext): boolean {
  const tree = new FolderTree(snapshot);
  return tree.directories.some((directory) => {
    const path = join(directory, "migrations");
    if (!isInside(directory, project.root) || !tree.hasDirectory(path)) return false;
    return (snapshot.directory(path) ?? []).some(({ name }) => /^\d{4}_\w+\.py$/.test(name));
  });
}

/** manage.py commands and programs that are known not to migrate. Other ones may be the project's own. */
const HARMLESS_COMMANDS = [
  "collectstatic",
  "check",
  "compress",
  "compilemessages",
  "createcachetable",
  "clearsessions",
];
const HARMLESS_PROGRAMS =
  "gunicorn uvicorn daphne hypercorn granian waitress-serve uwsgi echo true set cd export sleep exit date pwd ls".split(
    " ",
  );

/** Whether a script runs migrate; undefined if it runs something that is not known. */
function runsMigrate(
  context: RuleContext,
  { commands, broken }: ShellScript,
  depth: number,
): boolean | undefined {
  let answer: boolean | undefined = broken ? undefined : false;
  for (const command of commands) {
    const own = commandMigrates(context, command, depth);
    if (own === true) return true;
    if (own === undefined) answer = undefined;
  }
  return answer;
}

function commandMigrates(context: RuleContext, command: ShellCommand, depth: number): boolean | undefined {
  const call = manageCall(command);
  if (call !== undefined) {
    if (/^migrate(_schemas)?$/.test(call.command)) return true;
    return HARMLESS_COMMANDS.includes(call.command) || call.command.startsWith("runserver")
      ? false
      : undefined;
  }
  if (command.program !== undefined && HARMLESS_PROGRAMS.includes(command.program)) return false;
  const script = scriptPath(command);
  if (script === undefined || depth > 2) return undefined;
  const { snapshot, project } = context;
  const document = snapshot.file(join(project.deployment.root, script));
  if (document === undefined || document.problem !== undefined) return undefined;
  return runsMigrate(context, document.shell(document.text, 0), depth + 1);
}

/** The script that `bash release.sh` or `./release.sh` runs, relative to the deployed directory. */
function scriptPath({ program, programWord, args, directory }: ShellCommand): string | undefined {
  if (programWord === undefined || directory === undefined) return undefined;
  const word =
    program === "bash" || program === "sh"
      ? args[0]
      : programWord.text.includes("/")
        ? programWord
        : undefined;
  if (word === undefined || word.dynamic || /^[/~-]/.test(word.text)) return undefined;
  return join(directory, word.text);
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

function inProcfile({ project, snapshot }: RuleContext, command: string): FileChange[] | undefined {
  const { path, processes } = project.deployment.procfile!;
  const text = snapshot.file(path)?.text;
  if (text === undefined) return undefined;
  const release = processes.find(({ name }) => name === "release");
  if (release !== undefined) {
    const at = release.commandRange.start;
    return [editOf(path, { start: at, end: at, text: `${command} && ` })];
  }
  const eol = lineBreakOf(text);
  const line = `release: ${command}`;
  const complete = text === "" || /[\r\n]$/.test(text);
  return [editOf(path, { start: text.length, end: text.length, text: complete ? line + eol : eol + line })];
}

function inHerokuYml({ project, snapshot }: RuleContext, command: string): FileChange[] | undefined {
  const { herokuYml } = project.deployment;
  const document = herokuYml && snapshot.file(herokuYml.path);
  if (herokuYml === undefined || document === undefined || document.yaml().errorAt !== undefined)
    return undefined;
  const { text, lines } = document;
  const eol = lineBreakOf(text);
  if (herokuYml.release !== undefined) {
    const list = get(get(document.yaml().root, "release"), "command");
    const first = list?.kind === "sequence" ? list.items[0] : undefined;
    if (first === undefined || text[list!.start] !== "-") return undefined;
    const { line, character } = lines.positionAt(list!.start);
    const at = lines.lineStart(line);
    if (text.slice(at, list!.start).trim() !== "") return undefined;
    return [
      editOf(document.path, { start: at, end: at, text: `${" ".repeat(character)}- ${command}${eol}` }),
    ];
  }
  const images = herokuYml.build.docker.map(({ name }) => name);
  const image = images.includes("web") ? "web" : images[0];
  const section = [
    "release:",
    ...(image === undefined ? [] : [`  image: ${image}`]),
    "  command:",
    `    - ${command}`,
  ];
  const complete = text === "" || /[\r\n]$/.test(text);
  const added = complete ? section.join(eol) + eol : eol + section.join(eol);
  return [editOf(document.path, { start: text.length, end: text.length, text: added })];
}
