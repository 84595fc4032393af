import { truthy } from "../../settings/plain";
import { celeryCalls, hasVariable, type StartedCelery } from "../celery";
import { editOf, NOT_ON_HEROKU } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext } from "../rule";
import { commandAt, isEditable, nameOf, verdictsOnCommands } from "../startedCommands";
import { notApplicable, reasonOf, satisfied, undecided } from "../verdicts";

const CELERY = {
  ...exampleProject,
  "mysite/settings.py": 'ROOT_URLCONF = "mysite.urls"\nCELERY_TASK_ACKS_LATE = True\n',
  "requirements.txt": "celery==5.5.3\nDjango==5.2\ngunicorn\nredis\n",
};
const WEB = "web: gunicorn mysite.wsgi\n";
const VARIABLE = "REMAP_SIGTERM";

/** Settings that only matter if the worker gives its tasks back when it stops. */
const SETTINGS = [
  "CELERY_TASK_ACKS_LATE",
  "CELERY_ACKS_LATE",
  "CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT",
] as const;

export default defineRule({
  id: "celery-sigterm",
  group: "process",
  severity: "hint",
  summary: "A stopping Celery worker does not give its tasks back",
  docs: {
    why: "Heroku sends SIGTERM and kills the dyno 30 seconds later. On SIGTERM a Celery worker waits for its tasks, however long they take, so those of more than 30 seconds are killed with it before it could give them back; with Redis, they wait for the visibility timeout, an hour, until another worker gets them.",
    how: "Start the worker with `REMAP_SIGTERM=SIGQUIT`: it then gives back at once what it has not acknowledged. This is right for tasks that are acknowledged late; others would be lost.",
    references: [
      "https://docs.celeryq.dev/en/stable/userguide/workers.html#stopping-the-worker",
      "https://devcenter.heroku.com/articles/dyno-shutdown-behavior",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...CELERY, Procfile: `${WEB}worker: celery -A mysite worker -c 2\n` },
        fixed: { ...CELERY, Procfile: `${WEB}worker: REMAP_SIGTERM=SIGQUIT celery -A mysite worker -c 2\n` },
      },
    ],
    good: [
      { ...CELERY, Procfile: `${WEB}worker: REMAP_SIGTERM=SIGQUIT celery -A mysite worker -c 2\n` },
      {
        ...CELERY,
        "mysite/settings.py": 'ROOT_URLCONF = "mysite.urls"\n',
        Procfile: `${WEB}worker: celery -A mysite worker -c 2\n`,
      },
      {
        ...CELERY,
        "mysite/settings.py":
          'import os\nROOT_URLCONF = "mysite.urls"\nCELERY_TASK_ACKS_LATE = bool(os.environ.get("LATE"))\n',
        Procfile: `${WEB}worker: celery -A mysite worker -c 2\n`,
      },
    ],
  },

  check(context) {
    const { settings, project } = context;
    if (!project.deployment.heroku) return NOT_ON_HEROKU;
    const names = SETTINGS.filter((name) => settings.defines(name));
    if (names.length === 0) return notApplicable("tasks are acknowledged before they run");
    const found = waiting(context);
    if (found.length === 0) return satisfied();
    const judgement = settings.judge(names, (...values) => {
      const answers = values.map(truthy);
      if (answers.includes(true)) return { state: "violated" };
      const unclear = values[answers.indexOf(undefined)];
      return unclear === undefined ? satisfied() : undecided(reasonOf(unclear));
    });
    if (judgement.state !== "violated") return judgement;
    return verdictsOnCommands(found, (started) => ({
      message: `When its dyno stops, ${lower(nameOf(started))} waits for its tasks, and Heroku kills it after 30 seconds, before unfinished tasks go back to the queue. This is so unless ${VARIABLE} is set as a config var.`,
    }));
  },

  fixes: [
    {
      title: `Start it with ${VARIABLE}=SIGQUIT`,
      safety: "review",
      preferred: true,
      edits(context, finding) {
        const started = commandAt(waiting(context), finding);
        if (started === undefined || !started.expandsVariables || !isEditable(context, started))
          return undefined;
        const { start } = started.command;
        return [editOf(started.file, { start, end: start, text: `${VARIABLE}=SIGQUIT ` })];
      },
    },
  ],
});

function waiting(context: RuleContext): readonly StartedCelery[] {
  return celeryCalls(context, "worker").filter((started) => !hasVariable(context, started, VARIABLE));
}

function lower(text: string): string {
  return text[0]!.toLowerCase() + text.slice(1);
}
