import { type Dependency, findDependency } from "../../files/dependencies";
import type { Location } from "../../syntax/text";
import { NOT_ON_HEROKU, samePlace, withPackages } from "../commands";
import { neededPackages, uninstalled } from "../neededPackages";
import { startedPrograms } from "../programs";
import { defineRule, type RuleContext } from "../rule";
import { undecided } from "../verdicts";

const PYPROJECT = (main: string, dev: string) =>
  `[project]\nname = "site"\nversion = "0"\ndependencies = [${main}]\n\n[dependency-groups]\ndev = [${dev}]\n`;
const LOCK = [
  "version = 1",
  "",
  "[[package]]",
  'name = "django"',
  'version = "5.2.8"',
  "",
  "[[package]]",
  'name = "gunicorn"',
  'version = "23.0.0"',
  "",
  "[[package]]",
  'name = "site"',
  'source = { virtual = "." }',
  'dependencies = [{ name = "django" }]',
  "",
  "[package.dev-dependencies]",
  'dev = [{ name = "gunicorn" }]',
  "",
].join("\n");
const SETTINGS = 'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n';

const site = (pyproject: string) => ({
  "manage.py":
    'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")\nfrom django.core.management import execute_from_command_line\n',
  "mysite/settings.py": SETTINGS,
  "mysite/wsgi.py": 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")\n',
  Procfile: "web: gunicorn mysite.wsgi\n",
  ".python-version": "3.13\n",
  "uv.lock": LOCK,
  "pyproject.toml": pyproject,
});

export default defineRule({
  id: "server-in-dev-group",
  group: "dependencies",
  severity: "error",
  summary: "A package that production needs is in a group that Heroku does not install",
  docs: {
    why: "Heroku installs the main dependencies and no group or extra, whatever its name: `uv sync --no-default-groups`, `poetry sync --only main`, `pipenv install --deploy`. A server or a package that the settings import is not there then, though it works on every developer's machine.",
    how: "Move the package to the main dependencies, and write the lock file anew with `uv lock`, `poetry lock` or `pipenv lock`.",
    references: [
      "https://devcenter.heroku.com/articles/python-support",
      "https://docs.astral.sh/uv/concepts/projects/dependencies/#dependency-groups",
      "https://python-poetry.org/docs/managing-dependencies/#dependency-groups",
    ],
  },
  examples: {
    bad: [
      {
        code: site(PYPROJECT('"Django==5.2.8"', '"gunicorn==23.0.0"')),
        fixed: site(PYPROJECT('"Django==5.2.8", "gunicorn==23.0.0"', '"gunicorn==23.0.0"')),
      },
    ],
    good: [
      site(PYPROJECT('"Django==5.2.8", "gunicorn==23.0.0"', '"pytest"')),
      { ...site(PYPROJECT('"Django==5.2.8"', '"gunicorn==23.0.0"')), Procfile: "web: $SERVER mysite.wsgi\n" },
      {
        ...site(PYPROJECT('"Django==5.2.8"', '"gunicorn==23.0.0"')),
        Dockerfile: "FROM python:3.13\nCOPY . /app\nRUN cd /app && uv sync --group dev\n",
      },
    ],
  },

  check(context) {
    const { heroku, target, dependencies, dockerfile, appJson, herokuYml } = context.project.deployment;
    if (!heroku || target === "container") return NOT_ON_HEROKU;
    // Other platforms read a Procfile, too, and build with the Dockerfile, which may install the group.
    if (dockerfile !== undefined && appJson === undefined && herokuYml === undefined)
      return undecided("there is a Dockerfile, and nothing says that Heroku builds the app without it");
    if (dependencies.incomplete !== undefined) return undecided(dependencies.incomplete);
    if (!dependencies.packages.some(({ group }) => group === "development")) return { state: "satisfied" };
    const found = misplaced(context);
    if (found.length === 0) return { state: "satisfied" };
    return found.map(({ dependency, at, what }) => ({
      state: "violated",
      message: `Heroku installs the main dependencies only, and ${dependency.name} is in a group or an extra: ${what}.`,
      at,
      related: [{ location: dependency.at, message: "the dependency" }],
    }));
  },

  fixes: [
    {
      title: (context, { at }) => {
        const found = misplaced(context).find((each) => samePlace(each.at, at));
        return `Add ${found?.dependency.name} to the main dependencies`;
      },
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const found = misplaced(context).find((each) => samePlace(each.at, at));
        return found && withPackages(context, [requirementOf(context, found.dependency.name)], []);
      },
    },
  ],
});

interface Misplaced {
  readonly dependency: Dependency;
  readonly at: Location;
  /** What goes wrong. */
  readonly what: string;
}

function misplaced(context: RuleContext): readonly Misplaced[] {
  const { dependencies } = context.project.deployment;
  const modules = neededPackages(context).flatMap((needed): Misplaced[] => {
    const found = uninstalled(context, needed);
    if (found?.state !== "development") return [];
    const { at, module, why } = needed;
    return [{ dependency: found.dependency, at, what: `${module} ${why}, so Django does not start` }];
  });
  const programs = startedPrograms(context).flatMap(({ process, program, packages, at }): Misplaced[] => {
    const states = packages.map((name) => uninstalled(context, { name, module: program })?.state);
    if (!states.includes("development") || states.includes(undefined)) return [];
    const dependency = packages
      .map((name) => findDependency(dependencies, name))
      .find((each) => each !== undefined);
    if (dependency === undefined) return [];
    return [{ dependency, at, what: `the ${process.name} process starts ${program} and crashes` }];
  });
  const all = [...programs, ...modules];
  return all.filter(
    ({ dependency }, n) => all.findIndex((other) => other.dependency.name === dependency.name) === n,
  );
}

/** The package with the version and the extras that the group asks for, where the main list can say so, too. */
function requirementOf({ project }: RuleContext, name: string): string {
  const { packages } = project.deployment.dependencies;
  const written = packages.find((each) => each.name === name && !each.locked);
  if (written === undefined || !/^(?:[<>=!~]=?[\w.*,<>=!~]+)?$/.test(written.specifier)) return name;
  const extras = written.extras.length === 0 ? "" : `[${written.extras.join(",")}]`;
  return name + extras + written.specifier;
}
