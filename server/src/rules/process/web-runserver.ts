import { DEVELOPMENT_SERVERS } from "../../project/processes";
import type { StartedCommand } from "../../project/startScripts";
import type { ShellCommand } from "../../syntax/shell";
import { editOf, gunicornWords, NO_WEB_PROCESS, webProcesses, withPackages } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext } from "../rule";
import {
  certainCommands,
  commandAt,
  isEditable,
  manageCalls,
  nameOf,
  verdictsOnCommands,
} from "../startedCommands";

export default defineRule({
  id: "web-runserver",
  group: "process",
  severity: "error",
  summary: "The web process starts Django's development server",
  docs: {
    why: "runserver is made for one developer: it went through no security audit, reloads on file changes, and is not built to run for long or to serve many people. With DEBUG off it does not serve static files by itself either.",
    how: "Start a production server: `web: gunicorn mysite.wsgi`. gunicorn takes its address from Heroku's PORT and its number of workers from WEB_CONCURRENCY.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/django-admin/#runserver",
      "https://devcenter.heroku.com/articles/python-gunicorn",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          ...exampleProject,
          "requirements.txt": "Django==5.2\n",
          Procfile: "web: python manage.py runserver 0.0.0.0:$PORT\n",
        },
        fixed: {
          ...exampleProject,
          "requirements.txt": "Django==5.2\ngunicorn\n",
          Procfile: "web: gunicorn mysite.wsgi\n",
        },
      },
      {
        code: {
          ...exampleProject,
          "requirements.txt": "Django==5.2\ngunicorn\n",
          Procfile: "web: bin/start.sh\n",
          "bin/start.sh": "#!/bin/sh\nset -e\nexec python manage.py runserver_plus 0.0.0.0:$PORT\n",
        },
        fixed: {
          ...exampleProject,
          "requirements.txt": "Django==5.2\ngunicorn\n",
          Procfile: "web: bin/start.sh\n",
          "bin/start.sh": "#!/bin/sh\nset -e\nexec gunicorn mysite.wsgi\n",
        },
      },
    ],
    good: [
      {
        ...exampleProject,
        Procfile: "web: gunicorn mysite.wsgi\n",
        "Procfile.dev": "web: python manage.py runserver\n",
      },
      { ...exampleProject, Procfile: "web: python manage.py $WEB_COMMAND\n" },
      {
        ...exampleProject,
        Procfile: "web: bin/start.sh\n",
        "bin/start.sh":
          '#!/bin/sh\nif [ "$DEVELOP" ]; then\n  python manage.py runserver\nelse\n  exec gunicorn mysite.wsgi\nfi\n',
      },
    ],
  },

  check(context) {
    const processes = webProcesses(context);
    if (processes.length === 0) return NO_WEB_PROCESS;
    return verdictsOnCommands(runservers(context), (started) => ({
      message: `${nameOf(started)} runs Django's development server, which Django warns against in production: it has had no security audit and is not built for many visitors.`,
    }));
  },

  fixes: [
    {
      title: "Start gunicorn instead",
      safety: "review",
      preferred: true,
      edits(context, finding) {
        const found = commandAt(runservers(context), finding);
        const { at } = finding;
        if (found?.directory === undefined || !isEditable(context, found)) return undefined;
        const words = gunicornWords(context.project, found.directory);
        if (words === undefined) return undefined;
        const [program, ...rest] = words;
        const all = [program!, ...settingsOption(found.command), ...rest];
        const replacement = found.expandsVariables
          ? all.join(" ")
          : all.map((word) => JSON.stringify(word)).join(", ");
        return withPackages(
          context,
          ["gunicorn"],
          [editOf(at.file, { start: at.start, end: at.end, text: replacement })],
        );
      },
    },
  ],
});

function runservers(context: RuleContext): readonly StartedCommand[] {
  return manageCalls(certainCommands(context, ["web"])).filter(({ call }) =>
    DEVELOPMENT_SERVERS.includes(call.command),
  );
}

/** `--settings` of runserver as gunicorn takes it. */
function settingsOption({ args }: ShellCommand): string[] {
  const index = args.findIndex(({ text }) => text === "--settings" || text.startsWith("--settings="));
  const module =
    args[index]?.text === "--settings"
      ? args[index + 1]?.text
      : args[index]?.text.slice("--settings=".length);
  return module === undefined ? [] : ["--env", `DJANGO_SETTINGS_MODULE=${module}`];
}
