import { dependencyState } from "../../files/dependencies";
import type { StartedCommand } from "../../project/startScripts";
import type { ShellWord } from "../../syntax/shell";
import { editOf, samePlace } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext } from "../rule";
import { certainCommands, isEditable, nameOf, relatedCalls } from "../startedCommands";

const POETRY = {
  "pyproject.toml": '[project]\nname = "mysite"\nversion = "1"\ndependencies = ["django==5.2", "gunicorn"]\n',
  "poetry.lock":
    '[[package]]\nname = "django"\nversion = "5.2"\n\n[[package]]\nname = "gunicorn"\nversion = "23.0"\n',
};

/** Tools that run a program among a project's packages. pipenv is not among them: the buildpack leaves it in place. */
const TOOLS = ["poetry", "uv", "pdm", "hatch", "rye"];

/** The tool with options that mean nothing without it. */
const HARMLESS =
  /^\w+[ \t]+run(?:[ \t]+(?:-q|-n|--(?:quiet|no-interaction|frozen|locked|no-sync|no-dev|offline)))*(?:[ \t]+--)?[ \t]+$/;

export default defineRule({
  id: "tool-run-in-process",
  group: "process",
  severity: "error",
  summary: "A process starts through a tool that is not installed on dynos",
  docs: {
    why: "Heroku's Python buildpack uses Poetry and uv to install the packages and leaves them out of what it deploys, and other tools it does not have at all. `poetry run gunicorn` then ends with “command not found”, and the process crashes (H10).",
    how: "Name the program alone: the packages' programs are on the PATH.",
    references: [
      "https://devcenter.heroku.com/articles/python-support",
      "https://devcenter.heroku.com/articles/python-dependencies-via-uv",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...exampleProject, ...POETRY, Procfile: "web: poetry run gunicorn mysite.wsgi\n" },
        fixed: { ...exampleProject, ...POETRY, Procfile: "web: gunicorn mysite.wsgi\n" },
      },
      {
        code: {
          ...exampleProject,
          Procfile: "web: gunicorn mysite.wsgi\nrelease: uv run --no-sync python manage.py migrate\n",
        },
        fixed: {
          ...exampleProject,
          Procfile: "web: gunicorn mysite.wsgi\nrelease: python manage.py migrate\n",
        },
      },
    ],
    good: [
      { ...exampleProject, Procfile: "web: pipenv run gunicorn mysite.wsgi\n" },
      {
        ...exampleProject,
        "requirements.txt": "Django\ngunicorn\nuv\n",
        Procfile: "web: uv run gunicorn mysite.wsgi\n",
      },
      { ...exampleProject, Procfile: "web: $RUNNER gunicorn mysite.wsgi\n" },
    ],
  },

  check(context) {
    const { target, appJson } = context.project.deployment;
    if (target !== "classic" && target !== "cnb")
      return { state: "not-applicable", reason: "Heroku's buildpack does not build it" };
    const other = appJson?.buildpacks.find(({ url }) => /poetry|uv|pdm|hatch|rye/.test(url));
    if (other !== undefined)
      return { state: "undecided", reason: `what the buildpack ${other.url} leaves is not known` };
    const found = uses(context);
    if (found.length === 0) return { state: "satisfied" };
    return found.map(({ started, name, word }) => ({
      state: "violated",
      message: `${nameOf(started)} starts through \`${name} run\`, but ${name} is not installed on the dyno, so the process crashes with “${name}: command not found”.`,
      at: { file: started.file, start: word.start, end: word.end },
      related: relatedCalls(started),
    }));
  },

  fixes: [
    {
      title: "Start the program itself",
      safety: "safe",
      preferred: true,
      edits(context, { at }) {
        const use = uses(context).find(({ started, word }) =>
          samePlace({ file: started.file, start: word.start, end: word.end }, at),
        );
        const text = context.snapshot.file(at.file)?.text;
        if (use === undefined || text === undefined || !isEditable(context, use.started)) return undefined;
        const { word, inner } = use;
        if (!HARMLESS.test(text.slice(word.start, inner.start))) return undefined;
        return [editOf(at.file, { start: word.start, end: inner.start, text: "" })];
      },
    },
  ],
});

interface Use {
  readonly started: StartedCommand;
  readonly name: string;
  readonly word: ShellWord;
  readonly inner: ShellWord;
}

function uses(context: RuleContext): readonly Use[] {
  const { dependencies } = context.project.deployment;
  return certainCommands(context, undefined).flatMap((started) =>
    started.command.layers
      .filter(({ name }) => TOOLS.includes(name) && dependencyState(dependencies, name) !== "present")
      .map((layer) => ({ ...layer, started })),
  );
}
