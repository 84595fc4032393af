import { editOf, NOT_ON_HEROKU } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext } from "../rule";
import {
  certainCommands,
  commandAt,
  DEPLOYED,
  isEditable,
  manageCalls,
  nameOf,
  type StartedManageCall,
  verdictsOnCommands,
} from "../startedCommands";

export default defineRule({
  id: "createsuperuser-in-deploy",
  group: "process",
  severity: "error",
  summary: "A process fails once the superuser exists",
  docs: {
    why: "`createsuperuser --noinput` ends with an error if there is an account of that name already. The first deploy works; from the second one on the command fails, and with it the release or the start of the process.",
    how: "Create the account once, with `heroku run python manage.py createsuperuser`, or let the process go on if the command fails.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/django-admin/#createsuperuser",
      "https://devcenter.heroku.com/articles/release-phase#release-command-failure",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          ...exampleProject,
          Procfile:
            "web: gunicorn mysite.wsgi\nrelease: python manage.py migrate && python manage.py createsuperuser --noinput\n",
        },
        fixed: {
          ...exampleProject,
          Procfile:
            "web: gunicorn mysite.wsgi\nrelease: python manage.py migrate && (python manage.py createsuperuser --noinput || true)\n",
        },
      },
      {
        code: {
          ...exampleProject,
          Procfile: "web: bin/start\n",
          "bin/start":
            "#!/bin/sh\nset -e\npython manage.py createsuperuser --no-input\nexec gunicorn mysite.wsgi\n",
        },
        fixed: {
          ...exampleProject,
          Procfile: "web: bin/start\n",
          "bin/start":
            "#!/bin/sh\nset -e\n(python manage.py createsuperuser --no-input || true)\nexec gunicorn mysite.wsgi\n",
        },
      },
    ],
    good: [
      {
        ...exampleProject,
        Procfile: "web: gunicorn mysite.wsgi\nrelease: python manage.py createsuperuser --noinput || true\n",
      },
      {
        ...exampleProject,
        Procfile: "web: python manage.py createsuperuser --noinput; gunicorn mysite.wsgi\n",
      },
      { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi\nrelease: $SETUP_COMMAND\n" },
    ],
  },

  check(context) {
    if (!context.project.deployment.heroku) return NOT_ON_HEROKU;
    return verdictsOnCommands(failing(context), (started) => ({
      message: `${nameOf(started)} runs \`createsuperuser --noinput\`, which fails once the account exists: from the second ${started.process.name === "release" ? "release on, every release fails" : "start on, the process stops there"}.`,
    }));
  },

  fixes: [
    {
      title: "Go on if the account exists",
      safety: "review",
      preferred: true,
      edits(context, finding) {
        const started = commandAt(failing(context), finding);
        if (started === undefined || !started.expandsVariables || !isEditable(context, started))
          return undefined;
        const { start, end } = started.command;
        return [
          editOf(started.file, { start, end: start, text: "(" }, { start: end, end, text: " || true)" }),
        ];
      },
    },
  ],
});

/** The calls whose failure ends the process. */
function failing(context: RuleContext): readonly StartedManageCall[] {
  const calls = manageCalls(certainCommands(context, DEPLOYED)).filter(
    ({ call }) =>
      call.command === "createsuperuser" &&
      call.args.some(({ text }) => text === "--noinput" || text === "--no-input"),
  );
  return calls.filter((started) => endsProcess(context, started));
}

function endsProcess(context: RuleContext, { command, file, process, calls }: StartedManageCall): boolean {
  const text = context.snapshot.file(file)?.text ?? "";
  const own = calls.length === 0;
  const rest = text.slice(command.end, own ? process.at.end : text.length);
  if (/^[ \t]*(?:&&|["']?[ \t]*$)/.test(rest)) return true;
  if (own || !/^[ \t]*(?:#.*)?(?:\r?\n|;)/.test(rest)) return false;
  return certainCommands(context, [process.name]).some(
    (other) =>
      other.file === file &&
      other.command.program === "set" &&
      other.command.start < command.start &&
      /^-[a-z]*e/.test(other.command.args[0]?.text ?? ""),
  );
}
