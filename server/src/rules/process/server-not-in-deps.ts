import { type Process, processesOf } from "../../project/processes";
import type { ShellCommand, ShellWord } from "../../syntax/shell";
import type { Location } from "../../syntax/text";
import { NOT_ON_HEROKU, samePlace, withPackages } from "../commands";
import { exampleProject } from "../exampleProject";
import { installedState } from "../packages";
import { defineRule, type RuleContext, type Verdict } from "../rule";

/** Program -> the package that installs it, and others that do so too. */
const PACKAGES: Readonly<Record<string, readonly [string, ...string[]]>> = {
  gunicorn: ["gunicorn"],
  uvicorn: ["uvicorn"],
  daphne: ["daphne"],
  hypercorn: ["hypercorn"],
  granian: ["granian"],
  "waitress-serve": ["waitress"],
  uwsgi: ["uwsgi", "pyuwsgi", "uwsgi-binary"],
  celery: ["celery"],
  rq: ["rq"],
  dramatiq: ["dramatiq"],
  honcho: ["honcho"],
  "newrelic-admin": ["newrelic"],
};

export default defineRule({
  id: "server-not-in-deps",
  group: "process",
  severity: "error",
  summary: "A process starts a program that no dependency installs",
  docs: {
    why: "Heroku installs what the dependency file lists and nothing else. A program that is installed only on the developer's machine is not found on the dyno, the process exits with status 127, and the app crashes.",
    how: "Add the package to the dependencies that production installs.",
    references: [
      "https://devcenter.heroku.com/articles/python-gunicorn",
      "https://devcenter.heroku.com/articles/python-support",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          ...exampleProject,
          "requirements.txt": "Django==5.2\nwhitenoise==6.9\n",
          Procfile: "web: gunicorn mysite.wsgi\n",
        },
        fixed: {
          ...exampleProject,
          "requirements.txt": "Django==5.2\ngunicorn\nwhitenoise==6.9\n",
          Procfile: "web: gunicorn mysite.wsgi\n",
        },
      },
    ],
    good: [
      {
        ...exampleProject,
        "requirements.txt": "Django==5.2\ngunicorn==23.0\n",
        Procfile: "web: gunicorn mysite.wsgi\n",
      },
      { ...exampleProject, "requirements.txt": "Django==5.2\n", Procfile: "web: $SERVER mysite.wsgi\n" },
      {
        ...exampleProject,
        "requirements.txt": "-r requirements/production.txt\n",
        Procfile: "web: gunicorn mysite.wsgi\n",
      },
    ],
  },

  check(context) {
    const { project } = context;
    if (!project.deployment.heroku) return NOT_ON_HEROKU;
    const found = missingPrograms(context);
    if (found.length === 0) {
      const { incomplete } = project.deployment.dependencies;
      return incomplete === undefined ? { state: "satisfied" } : { state: "undecided", reason: incomplete };
    }
    return found.map(
      ({ process, program, at }): Verdict => ({
        state: "violated",
        message: `The ${process.name} process starts ${program}, but no dependency in ${sourceOf(context)} installs it: the dyno does not find the command, and the process crashes.`,
        at,
      }),
    );
  },

  fixes: [
    {
      title: (context, { at }) => {
        const name = missingPrograms(context).find((found) => samePlace(found.at, at))?.name;
        return `Add ${name} to ${context.project.deployment.dependencies.manifest?.path}`;
      },
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const found = missingPrograms(context).find((candidate) => samePlace(candidate.at, at));
        return found && withPackages(context, [found.name], []);
      },
    },
  ],
});

interface MissingProgram {
  readonly process: Process;
  readonly program: string;
  /** Of the package to add. */
  readonly name: string;
  readonly at: Location;
}

/** Each program once, where it is started first. */
function missingPrograms(context: RuleContext): MissingProgram[] {
  const { snapshot, project } = context;
  if (!project.deployment.heroku) return [];
  const found = new Map<string, MissingProgram>();
  for (const process of processesOf(snapshot, project.deployment)) {
    if (process.shell.broken) continue;
    for (const command of process.shell.commands) {
      for (const [program, word] of programsOf(command)) {
        const packages = PACKAGES[program]!;
        if (found.has(program) || packages.some((name) => installedState(context, name) !== "absent"))
          continue;
        const at = { file: process.at.file, start: word.start, end: word.end };
        found.set(program, { process, program, name: packages[0], at });
      }
    }
  }
  return [...found.values()];
}

/** The known programs of a command, wrappers included. A path (`bin/gunicorn`) is the project's own business. */
function programsOf({ words, programWord, program, conditional }: ShellCommand): [string, ShellWord][] {
  if (conditional) return [];
  const end = programWord === undefined ? 0 : programWord.start;
  const before = words.filter((word) => word.start < end && word.text in PACKAGES && !word.dynamic);
  const last = programWord !== undefined && program === programWord.text ? [programWord] : [];
  return [...before, ...last]
    .filter(({ text }) => Object.hasOwn(PACKAGES, text))
    .map((word) => [word.text, word]);
}

function sourceOf({ project }: RuleContext): string {
  const { source, manifest } = project.deployment.dependencies;
  return source ?? manifest?.path ?? "the project";
}
