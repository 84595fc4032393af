import { editDistance } from "../../nearest";
import { serverCommands } from "../../project/webServer";
import { type Location, lineBreakOf } from "../../syntax/text";
import { editOf, gunicornWords, NOT_ON_HEROKU, withPackages } from "../commands";
import { exampleProject } from "../exampleProject";
import { hasNodeStart } from "../nodeStart";
import { defineRule, type Finding, type RuleContext, type Verdict } from "../rule";

export default defineRule({
  id: "procfile-no-web",
  group: "process",
  severity: "error",
  summary: "The Procfile has no web process",
  docs: {
    why: "Heroku sends requests only to the process type `web`, spelled exactly so. The Python buildpack defines none by itself, so without this line the router answers every request with an error page (H14: no web processes running).",
    how: "Add a line that starts the web server, such as `web: gunicorn mysite.wsgi`, or rename the process that starts it.",
    references: [
      "https://devcenter.heroku.com/articles/procfile",
      "https://devcenter.heroku.com/articles/error-codes",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          ...exampleProject,
          "requirements.txt": "Django==5.2\ngunicorn\n",
          Procfile: "Web: gunicorn mysite.wsgi\n",
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
          "requirements.txt": "celery==5.5\nDjango==5.2\n",
          Procfile: "worker: celery -A mysite worker\n",
        },
        fixed: {
          ...exampleProject,
          "requirements.txt": "celery==5.5\nDjango==5.2\ngunicorn\n",
          Procfile: "web: gunicorn mysite.wsgi\nworker: celery -A mysite worker\n",
        },
      },
    ],
    good: [
      { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi --workers $WEB_CONCURRENCY\n" },
      { ...exampleProject, Procfile: "web: $START_COMMAND\nworker: celery -A mysite worker\n" },
    ],
  },

  check(context) {
    const { project, settings } = context;
    const { deployment } = project;
    const { procfile } = deployment;
    if (!deployment.heroku || procfile === undefined) return NOT_ON_HEROKU;
    if (deployment.target === "container") {
      return { state: "not-applicable", reason: "heroku.yml replaces the Procfile" };
    }
    // The builder of newer stacks writes process types in small letters.
    const isWeb = (name: string) =>
      name === "web" || (deployment.target === "cnb" && name.toLowerCase() === "web");
    if (procfile.processes.some(({ name }) => isWeb(name))) return { state: "satisfied" };
    if (procfile.encoding === "other")
      return { state: "undecided", reason: "the Procfile is not UTF-8 text" };
    if (procfile.badLines.some(({ kind, name }) => kind === "no-colon" && name === "web"))
      return { state: "undecided", reason: "not every builder of Heroku needs the colon" };
    const entryPoints = project.wsgi.length + project.asgi.length;
    if (entryPoints === 0 || !settings.defines("ROOT_URLCONF")) {
      return { state: "not-applicable", reason: "the project serves no pages" };
    }
    if (hasNodeStart(context)) {
      return { state: "undecided", reason: "package.json has a start script, which may be the web process" };
    }
    const { message, at } = placeOf(context);
    return { state: "violated", message, at } satisfies Verdict;
  },

  fixes: [
    {
      title: (_, { message }) =>
        message.startsWith("The line") ? "Write the line as `web: command`" : "Rename the process to `web`",
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const procfile = context.project.deployment.procfile!;
        const renamed = meantAsWeb(context);
        if (renamed !== undefined) return [editOf(procfile.path, { ...renamed, text: "web" })];
        const broken = brokenWebLine(context);
        if (broken === undefined) return undefined;
        const command = broken.text.replace(/^\s*web\s*[=:]?\s*/i, "");
        return command === ""
          ? undefined
          : [editOf(procfile.path, { start: at.start, end: at.end, text: `web: ${command}` })];
      },
    },
    {
      title: ({ project }) => `Add \`web: ${gunicornWords(project, project.deployment.root)?.join(" ")}\``,
      safety: "review",
      edits(context, finding: Finding) {
        const { project, snapshot } = context;
        const words = gunicornWords(project, project.deployment.root);
        const document = snapshot.file(finding.at.file);
        if (words === undefined || document === undefined || brokenWebLine(context) !== undefined)
          return undefined;
        const start = document.text.startsWith("\ufeff") ? 1 : 0;
        const text = `web: ${words.join(" ")}${lineBreakOf(document.text)}`;
        return withPackages(context, ["gunicorn"], [editOf(document.path, { start, end: start, text })]);
      },
    },
  ],
});

/** The process that looks like the web process under another name, else a line that is not read, else the first line. */
function placeOf(context: RuleContext): { message: string; at: Location } {
  const { path, processes } = context.project.deployment.procfile!;
  const consequence =
    "Heroku starts no web process, and every request fails with H14 (no web processes running).";
  const renamed = meantAsWeb(context);
  if (renamed !== undefined) {
    const message = `Only a process named exactly \`web\` gets requests, but this one is named \`${renamed.name}\`. ${consequence}`;
    return { message, at: { file: path, start: renamed.start, end: renamed.end } };
  }
  const broken = brokenWebLine(context);
  if (broken !== undefined) {
    const message = `The line is not read, because a process must be written \`web: command\`. ${consequence}`;
    return { message, at: { file: path, start: broken.start, end: broken.end } };
  }
  const place = processes[0]?.nameRange ?? { start: 0, end: 0 };
  return { message: `The Procfile has no \`web\` process. ${consequence}`, at: { file: path, ...place } };
}

function meantAsWeb({ project }: RuleContext): { name: string; start: number; end: number } | undefined {
  const processes = project.deployment.procfile?.processes ?? [];
  const found = processes.find(({ name, shell }) => {
    const lower = name.toLowerCase();
    if (lower === "web") return true;
    return (
      (editDistance(lower, "web") === 1 || ["server", "app", "django"].includes(lower)) &&
      serverCommands(shell).length > 0
    );
  });
  return found && { name: found.name, ...found.nameRange };
}

function brokenWebLine({
  project,
  snapshot,
}: RuleContext): { text: string; start: number; end: number } | undefined {
  const procfile = project.deployment.procfile;
  const text = procfile && snapshot.file(procfile.path)?.text;
  if (procfile === undefined || text === undefined) return undefined;
  for (const { start, end } of procfile.badLines) {
    const line = text.slice(start, end);
    if (/^\s*web\b/i.test(line)) return { text: line, start, end };
  }
  return undefined;
}
