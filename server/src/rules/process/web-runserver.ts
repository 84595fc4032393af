import { join } from "../../paths";
import { manageCall, type Process } from "../../project/processes";
import type { ShellCommand } from "../../syntax/shell";
import {
  editOf,
  gunicornWords,
  NO_WEB_PROCESS,
  programLocation,
  samePlace,
  startDirectory,
  webProcesses,
  withPackages,
} from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext } from "../rule";

const RUNSERVER = ["runserver", "runserver_plus", "runsslserver"];

export default defineRule({
  id: "web-runserver",
  group: "process",
  severity: "error",
  summary: "The web process starts Django's development server",
  docs: {
    why: "runserver is made for one developer: it went through no security audit, reloads on file changes, and is not built to run for long or to serve many people. With DEBUG off it does not serve static files either.",
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
    ],
    good: [
      {
        ...exampleProject,
        Procfile: "web: gunicorn mysite.wsgi\n",
        "Procfile.dev": "web: python manage.py runserver\n",
      },
      { ...exampleProject, Procfile: "web: python manage.py $WEB_COMMAND\n" },
    ],
  },

  check(context) {
    const processes = webProcesses(context);
    if (processes.length === 0) return NO_WEB_PROCESS;
    const found = runservers(context);
    if (found.length === 0) return { state: "satisfied" };
    return found.map(({ process, command }) => ({
      state: "violated",
      message:
        "The web process runs Django's development server, which is neither secure nor built for more than one developer.",
      at: programLocation(process, command),
    }));
  },

  fixes: [
    {
      title: "Start gunicorn instead",
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const found = runservers(context).find(({ process, command }) =>
          samePlace(programLocation(process, command), at),
        );
        const text = context.snapshot.file(at.file)?.text;
        if (found === undefined || text === undefined) return undefined;
        const { process, command } = found;
        // Where the file holds the command in an escaped form its words have no places of their own.
        if (!text.slice(at.start, at.end).startsWith(command.programWord?.raw ?? "?")) return undefined;
        const from = command.directory;
        if (from === undefined) return undefined;
        const words = gunicornWords(context.project, join(startDirectory(context.project, process), from));
        if (words === undefined) return undefined;
        const [program, ...rest] = words;
        const all = [program!, ...settingsOption(command), ...rest];
        const replacement = process.expandsVariables
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

function runservers(context: RuleContext): { process: Process; command: ShellCommand }[] {
  return webProcesses(context).flatMap((process) => {
    if (process.shell.broken) return [];
    return process.shell.commands
      .filter((command) => !command.conditional && RUNSERVER.includes(manageCall(command)?.command ?? ""))
      .map((command) => ({ process, command }));
  });
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
