import { join } from "../../paths";
import { workflowsOf } from "../../project/containers";
import { manageCall } from "../../project/processes";
import { listedFile } from "../../snapshot";
import type { ShellCommand } from "../../syntax/shell";
import { commandsOf, scriptsWith } from "../ci";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { notApplicable, satisfied, undecided } from "../verdicts";

const workflow = (...commands: string[]) => ({
  ...exampleProject,
  ".github/workflows/ci.yml": [
    "on: push",
    "jobs:",
    "  test:",
    "    runs-on: ubuntu-latest",
    "    steps:",
    "      - uses: actions/checkout@v4",
    ...commands.map((command) => `      - run: ${command}`),
    "",
  ].join("\n"),
});

export default defineRule({
  id: "ci-no-deploy-check",
  group: "project",
  severity: "hint",
  summary: "CI tests the project, but not its production settings",
  docs: {
    why:
      "Tests run with settings of their own, mostly with DEBUG and without HTTPS. What is wrong with production's " +
      "settings only shows once they are deployed, unless CI runs Django's own check on them.",
    how:
      "Add a step `python manage.py check --deploy --fail-level WARNING`, with production's settings module and made-up " +
      "values for the variables that it requires.",
    references: [
      "https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#run-manage-py-check-deploy",
      "https://docs.djangoproject.com/en/stable/ref/django-admin/#cmdoption-check-deploy",
    ],
  },
  examples: {
    bad: [
      { code: workflow("pip install -r requirements.txt", "python manage.py test") },
      {
        code: {
          ...exampleProject,
          ".gitlab-ci.yml":
            "test:\n  image: python:3.13\n  script:\n    - pip install -r requirements.txt\n    - pytest\n",
        },
      },
    ],
    good: [
      workflow("python manage.py test", "python manage.py check --deploy --fail-level WARNING"),
      // Any of them may run it.
      workflow("pytest", "$CHECKS"),
      workflow("pytest", "make check"),
      workflow("ruff check ."),
      { ...workflow("pytest"), Procfile: "release: python manage.py check --deploy\n" },
    ],
  },
  check(context) {
    const { project, snapshot } = context;
    const workflows = workflowsOf(snapshot, project.deployment);
    if (workflows.length === 0) return notApplicable("there is no CI");
    if (scriptsWith(context, "--deploy").length > 0) return satisfied();
    const tests = workflows.flatMap((file) =>
      commandsOf(file)
        .filter(({ command }) => isTest(command))
        .map(({ command }) => ({ file, command })),
    );
    const [first] = tests;
    if (first === undefined) return notApplicable("CI does not test the project");
    const { uses, unclear } = othersOf(
      context,
      workflows.flatMap(commandsOf),
      workflows.flatMap((file) => file.uses),
    );
    if (uses !== undefined) return undecided(`${uses} may run it`);
    if (unclear !== undefined) return undecided(`${unclear} may run it`);
    return {
      state: "violated",
      message: `${first.file.system} tests the project, but never runs check --deploy: what is wrong with the production settings shows only after a deploy.`,
      at: { file: first.file.path, start: first.command.start, end: first.command.end },
    } satisfies Verdict;
  },
});

function isTest(command: ShellCommand): boolean {
  return command.program === "pytest" || manageCall(command)?.command === "test";
}

/** Programs that do not check settings. */
const PROGRAMS = new Set(
  (
    "pip pip3 pipx uv poetry pipenv pytest coverage ruff black isort flake8 mypy pyright bandit pylint codecov npm npx " +
    "yarn pnpm node git apt-get apt sudo echo printf export cd ls cat cp mv rm mkdir touch sleep curl wget test true set " +
    "psql createdb pg_isready safety pip-audit djlint curlylint yamllint python coveralls codecov cut tee grep sed heroku"
  ).split(" "),
);

/** What of the workflows may run the check without naming it. */
function othersOf(
  { project, snapshot }: RuleContext,
  commands: ReturnType<typeof commandsOf>,
  uses: readonly { readonly value: string }[],
): { uses?: string; unclear?: string } {
  const elsewhere = uses.find(({ value }) => /^\.\.?\/|\.ya?ml(?:@|$)/.test(value));
  if (elsewhere !== undefined) return { uses: elsewhere.value };
  const unclear = commands.find(({ step, command }) => step.shell.broken || !isHarmless(command));
  if (unclear !== undefined) return { unclear: unclear.command.program ?? "a command" };
  const hooks = listedFile(snapshot, join(project.deployment.root, ".pre-commit-config.yaml"));
  return hooks?.text.includes("--deploy") ? { unclear: "a pre-commit hook" } : {};
}

function isHarmless(command: ShellCommand): boolean {
  const { program, programWord, args, asModule } = command;
  if (manageCall(command) !== undefined) return true;
  if (program === undefined || !PROGRAMS.has(program) || programWord?.text.startsWith(".")) return asModule;
  if (program === "python") return args[0]?.text === "-c" || /(?:^|\/)setup\.py$/.test(args[0]?.text ?? "");
  return args[0]?.text !== "run" || /^(?:npm|yarn|pnpm|coverage)$/.test(program);
}
