// biome-ignore-all lint/suspicious/noTemplateCurlyInString: of a workflow
import type { ManageCall } from "../../project/processes";
import type { ShellWord } from "../../syntax/shell";
import { deployCheck, scriptsWith } from "../ci";
import { editOf } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { notApplicable, satisfied } from "../verdicts";

const workflow = (...lines: string[]) => ({
  ...exampleProject,
  ".github/workflows/ci.yml": [
    "on: push",
    "jobs:",
    "  test:",
    "    runs-on: ubuntu-latest",
    "    steps:",
    "      - uses: actions/checkout@v4",
    ...lines,
    "",
  ].join("\n"),
});

export default defineRule({
  id: "check-fail-level",
  group: "project",
  severity: "info",
  summary: "check --deploy does not fail on warnings",
  docs: {
    why:
      "Nearly all that Django's deployment check has to say about security are warnings, and the command fails only on errors. " +
      "A step that runs it is green with DEBUG on, and nobody reads the log of a green step.",
    how: "Add `--fail-level WARNING`, and silence what you decided against in SILENCED_SYSTEM_CHECKS.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/django-admin/#cmdoption-check-fail-level",
      "https://docs.djangoproject.com/en/stable/howto/deployment/checklist/",
    ],
  },
  examples: {
    bad: [
      {
        code: workflow("      - run: python manage.py check --deploy"),
        fixed: workflow("      - run: python manage.py check --deploy --fail-level WARNING"),
      },
      {
        code: workflow(
          "      - run: |",
          "          pip install -r requirements.txt",
          "          python manage.py check --deploy --settings=mysite.settings",
        ),
        fixed: workflow(
          "      - run: |",
          "          pip install -r requirements.txt",
          "          python manage.py check --deploy --fail-level WARNING --settings=mysite.settings",
        ),
      },
      {
        code: {
          ...exampleProject,
          Procfile:
            "web: gunicorn mysite.wsgi\nrelease: python manage.py check --deploy && python manage.py migrate --noinput\n",
        },
        fixed: {
          ...exampleProject,
          Procfile:
            "web: gunicorn mysite.wsgi\nrelease: python manage.py check --deploy --fail-level WARNING && python manage.py migrate --noinput\n",
        },
      },
    ],
    good: [
      workflow("      - run: python manage.py check --deploy --fail-level=WARNING"),
      workflow("      - run: python manage.py check --deploy ${{ matrix.options }}"),
      workflow("      - run: python manage.py check --deploy $CHECK_OPTIONS"),
      workflow("      - run: python manage.py check"),
    ],
  },
  check(context) {
    const scripts = scriptsWith(context, "--deploy");
    if (scripts.length === 0) return notApplicable("nothing runs check --deploy");
    const found = lenient(context);
    if (found.length === 0) return satisfied();
    return found.map(({ where, path, word }): Verdict => {
      const message = `check --deploy in ${where} fails on errors only, but nearly all that it reports about security are warnings: it passes even with DEBUG on or without HTTPS.`;
      return { state: "violated", message, at: { file: path, start: word.start, end: word.end } };
    });
  },
  fixes: [
    {
      title: "Fail on warnings",
      safety: "review",
      preferred: true,
      edits({ snapshot }, { at }) {
        if (snapshot.file(at.file)?.text.slice(at.start, at.end) !== "--deploy") return undefined;
        return [editOf(at.file, { start: at.end, end: at.end, text: " --fail-level WARNING" })];
      },
    },
  ],
});

interface Lenient {
  readonly where: string;
  readonly path: string;
  readonly word: ShellWord;
}

/** The calls of check --deploy without a level, each with its `--deploy`. */
function lenient(context: RuleContext): Lenient[] {
  return scriptsWith(context, "--deploy").flatMap(({ where, path, shell }) =>
    shell.commands.flatMap((command): Lenient[] => {
      const call = deployCheck(command);
      if (call === undefined || shell.broken || mayHaveLevel(call)) return [];
      return [{ where, path, word: call.args.find(({ text }) => text === "--deploy")! }];
    }),
  );
}

/** Whether a level is given; what the shell fills in may be one. */
function mayHaveLevel({ args }: ManageCall): boolean {
  return args.some(
    ({ text, dynamic }) => text.startsWith("--fail-level") || (dynamic && !/^--?[\w-]+=/.test(text)),
  );
}
