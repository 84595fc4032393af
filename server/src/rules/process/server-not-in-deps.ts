import { NOT_ON_HEROKU, samePlace, withPackages } from "../commands";
import { exampleProject } from "../exampleProject";
import { absentPackages } from "../neededPackages";
import { installedState } from "../packages";
import { type StartedProgram, startedPrograms } from "../programs";
import { defineRule, type RuleContext, type Verdict } from "../rule";

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
      {
        code: {
          ...exampleProject,
          "requirements.txt": "Django==5.2\ngunicorn\n",
          Procfile: "web: gunicorn mysite.wsgi\nworker: REMAP_SIGTERM=SIGQUIT celery -A mysite worker\n",
        },
      },
    ],
    good: [
      // Django needs the package, too, and does not even start.
      {
        ...exampleProject,
        "mysite/settings.py": 'from celery.schedules import crontab\n\nROOT_URLCONF = "mysite.urls"\n',
        "requirements.txt": "Django==5.2\ngunicorn==23.0\n",
        Procfile: "web: gunicorn mysite.wsgi\nworker: celery -A mysite worker -c 2\n",
      },
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
    // Python code that needs one of them is the worse for it: Django does not start.
    const absent = absentPackages(context).map(({ name }) => name);
    return found.map(
      ({ process, program, packages, at }): Verdict => ({
        state: "violated",
        message: `The ${process.name} process starts ${program}, but ${sourceOf(context)} does not install it: the dyno does not find the command, and the process crashes.`,
        at,
        coveredBy: packages.some((name) => absent.includes(name)) ? "module-not-in-deps" : undefined,
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

interface MissingProgram extends StartedProgram {
  /** Of the package to add. */
  readonly name: string;
}

function missingPrograms(context: RuleContext): readonly MissingProgram[] {
  if (!context.project.deployment.heroku) return [];
  return startedPrograms(context)
    .filter(({ packages }) => packages.every((name) => installedState(context, name) === "absent"))
    .map((started) => ({ ...started, name: started.packages[0] }));
}

function sourceOf({ project }: RuleContext): string {
  const { source, manifest } = project.deployment.dependencies;
  return source ?? manifest?.path ?? "the project";
}
