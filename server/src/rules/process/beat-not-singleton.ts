import { hasFlag } from "../../project/webServer";
import { addProcess } from "../addProcess";
import { celeryCalls, type StartedCelery } from "../celery";
import { editOf, NOT_ON_HEROKU } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext } from "../rule";
import { commandAt, isEditable, merged, nameOf, placeOf, relatedCalls } from "../startedCommands";

const CELERY = {
  ...exampleProject,
  "requirements.txt": "celery==5.5.3\nDjango==5.2\ngunicorn\nredis\n",
};
const WEB = "web: gunicorn mysite.wsgi\n";

/** Options that beat needs as much as the worker. */
const OF_BEAT = ["--app", "--workdir", "--broker", "--config", "--loglevel", "--scheduler"];

export default defineRule({
  id: "beat-not-singleton",
  group: "process",
  severity: "warning",
  summary: "Celery's scheduler runs in a process that may run more than once",
  docs: {
    why: "Beat sends each periodic task when it is due, and knows nothing of another beat. Where the worker runs its own (`-B`), every worker dyno sends every periodic task once more.",
    how: "Give beat a process of its own, `beat: celery -A mysite beat`, and never start more than one dyno of it: `heroku ps:scale beat=1`.",
    references: ["https://docs.celeryq.dev/en/stable/userguide/periodic-tasks.html#starting-the-scheduler"],
  },
  examples: {
    bad: [
      {
        code: {
          ...CELERY,
          "app.json": '{"formation": {"web": {"quantity": 1}, "worker": {"quantity": 2}}}\n',
          Procfile: `${WEB}worker: celery -A mysite worker -B -c 2 --scheduler django\n`,
        },
        fixed: {
          ...CELERY,
          "app.json": '{"formation": {"web": {"quantity": 1}, "worker": {"quantity": 2}}}\n',
          Procfile: `${WEB}worker: celery -A mysite worker -c 2 --scheduler django\nbeat: celery -A mysite beat --scheduler django\n`,
        },
      },
      { code: { ...CELERY, Procfile: `${WEB}worker: celery -A mysite worker --beat -c 2\n` } },
      {
        code: {
          ...CELERY,
          "app.json": '{"formation": {"beat": {"quantity": 2}}}\n',
          Procfile: `${WEB}beat: celery -A mysite beat\n`,
        },
        fixed: {
          ...CELERY,
          "app.json": '{"formation": {"beat": {"quantity": 1}}}\n',
          Procfile: `${WEB}beat: celery -A mysite beat\n`,
        },
      },
    ],
    good: [
      { ...CELERY, Procfile: `${WEB}worker: celery -A mysite worker -c 2\nbeat: celery -A mysite beat\n` },
      { ...CELERY, Procfile: `${WEB}worker: celery -A mysite worker $OPTIONS -c 2\n` },
    ],
  },

  check(context) {
    const { deployment } = context.project;
    if (!deployment.heroku) return NOT_ON_HEROKU;
    const dynos = (name: string) =>
      deployment.appJson?.formation.find(({ process }) => process === name)?.quantity;
    const own = celeryCalls(context, "beat").filter(({ process }) => (dynos(process.name) ?? 1) > 1);
    const found = [...withBeat(context), ...own];
    if (found.length === 0) return { state: "satisfied" };
    return found.map((started) => {
      const { name } = started.process;
      const count = dynos(name) ?? 1;
      const message =
        count > 1
          ? `app.json starts ${count} dynos of the ${name} process, each with a scheduler of its own: every periodic task runs ${count} times.`
          : `${nameOf(started)} also runs Celery's scheduler (beat), so with a second ${name} dyno every periodic task would run twice.`;
      return {
        state: "violated",
        severity: count > 1 ? "warning" : "info",
        message,
        at: placeOf(started),
        related: relatedCalls(started),
      };
    });
  },

  fixes: [
    {
      title: "Give beat a process of its own (scale it to one dyno)",
      safety: "review",
      preferred: true,
      edits(context, finding) {
        const started = commandAt(withBeat(context), finding);
        const flag = started?.call.flags.find(({ name }) => name === "--beat");
        const text = context.snapshot.file(finding.at.file)?.text;
        if (started === undefined || flag === undefined || text === undefined) return undefined;
        if (started.calls.length > 0 || !started.expandsVariables || !isEditable(context, started))
          return undefined;
        const { word, option } = flag;
        if (word.raw !== option) return undefined;
        const start = /[ \t]*$/.exec(text.slice(0, word.start))!.index;
        const { programWord, start: from } = started.command;
        const options = started.call.options.filter(({ name }) => OF_BEAT.includes(name));
        const written = (names: readonly string[]) =>
          options
            .filter(({ name }) => names.includes(name))
            .flatMap(({ words }) => words.map(({ raw }) => ` ${raw}`))
            .join("");
        const command = `${text.slice(from, programWord!.end)}${written(OF_BEAT.slice(0, 4))} beat${written(OF_BEAT.slice(4))}`;
        const added = addProcess(context, "beat", command);
        return added && merged([editOf(finding.at.file, { start, end: word.end, text: "" }), ...added]);
      },
    },
    {
      title: "Start one dyno only",
      safety: "review",
      preferred: true,
      edits(context, finding) {
        const started = commandAt(celeryCalls(context, "beat"), finding);
        const { appJson } = context.project.deployment;
        const place = appJson?.formation.find(
          ({ process }) => process === started?.process.name,
        )?.quantityRange;
        return started && place && [editOf(appJson!.path, { ...place, text: "1" })];
      },
    },
  ],
});

function withBeat(context: RuleContext): readonly StartedCelery[] {
  return celeryCalls(context, "worker").filter(({ call }) => hasFlag(call, "--beat"));
}
