import { applicationText, celeryCalls, hasVariable, type StartedCelery } from "../celery";
import { editOf, NOT_ON_HEROKU } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext } from "../rule";
import { commandAt, isEditable, nameOf, verdictsOnCommands } from "../startedCommands";

const CELERY = {
  ...exampleProject,
  "mysite/__init__.py": "from .celery import app\n",
  "mysite/celery.py": 'from celery import Celery\n\napp = Celery("mysite")\n',
  "requirements.txt": "celery==5.5.3\nDjango==5.2\ngunicorn\nredis\n",
};
const WEB = "web: gunicorn mysite.wsgi\n";

/** Settings of the size and the kind of the pool, under their new and old names. */
const SETTINGS = [
  "CELERY_WORKER_CONCURRENCY",
  "CELERY_CONCURRENCY",
  "CELERYD_CONCURRENCY",
  "CELERY_WORKER_POOL",
  "CELERYD_POOL",
];

export default defineRule({
  id: "celery-concurrency-unset",
  group: "process",
  severity: "info",
  summary: "Celery starts one process for each CPU that it sees",
  docs: {
    why: "Without `--concurrency` a Celery worker starts as many processes as there are CPUs, and a dyno may see those of the whole machine that it shares with others. Each process holds its own copy of Django, so a small dyno runs out of memory (R14).",
    how: "Say how many tasks run at once: `celery -A mysite worker --concurrency=2`.",
    references: [
      "https://docs.celeryq.dev/en/stable/userguide/workers.html#concurrency",
      "https://devcenter.heroku.com/articles/celery-heroku",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...CELERY, Procfile: `${WEB}worker: celery -A mysite worker --loglevel=info\n` },
        fixed: {
          ...CELERY,
          Procfile: `${WEB}worker: celery -A mysite worker --loglevel=info --concurrency=2\n`,
        },
      },
    ],
    good: [
      { ...CELERY, Procfile: `${WEB}worker: celery -A mysite worker -c 4\n` },
      { ...CELERY, Procfile: `${WEB}worker: celery -A mysite worker $CELERY_OPTIONS\n` },
      { ...CELERY, Procfile: `${WEB}worker: celery -A mysite worker --pool=solo\n` },
      {
        ...CELERY,
        "mysite/settings.py": 'ROOT_URLCONF = "mysite.urls"\nCELERY_WORKER_CONCURRENCY = 2\n',
        Procfile: `${WEB}worker: celery -A mysite worker\n`,
      },
    ],
  },

  check(context) {
    const { settings, project } = context;
    if (!project.deployment.heroku) return NOT_ON_HEROKU;
    const workers = celeryCalls(context, "worker");
    if (workers.length === 0) return { state: "not-applicable", reason: "no process starts a Celery worker" };
    if (SETTINGS.some((name) => settings.defines(name)))
      return { state: "satisfied", reason: "the settings say how many processes the worker has" };
    const found = unlimited(context, workers);
    if (found.length === 0) return { state: "satisfied" };
    if (settings.open !== undefined) return { state: "undecided", reason: settings.open };
    if (
      found.some((started) =>
        /concurrency|worker_pool/.test(applicationText(context, started) ?? "concurrency"),
      )
    )
      return { state: "undecided", reason: "the Celery application may set it" };
    return verdictsOnCommands(found, (started) => ({
      message: `${nameOf(started)} does not say how many tasks run at once, so Celery starts one process for each CPU that it sees. Those may be more than the dyno has memory for (R14).`,
    }));
  },

  fixes: [
    {
      title: "Run two tasks at once",
      safety: "review",
      preferred: true,
      edits(context, finding) {
        const started = commandAt(unlimited(context, celeryCalls(context, "worker")), finding);
        if (started === undefined || !started.expandsVariables || !isEditable(context, started))
          return undefined;
        const { file, end } = finding.at;
        return [editOf(file, { start: end, end, text: " --concurrency=2" })];
      },
    },
  ],
});

function unlimited(context: RuleContext, workers: readonly StartedCelery[]): readonly StartedCelery[] {
  return workers.filter((started) => {
    const { options, understood, complete } = started.call;
    const pool = options.findLast(({ name }) => name === "--pool");
    if (!understood || !complete || (pool !== undefined && pool.text !== "prefork")) return false;
    if (options.some(({ name }) => name === "--concurrency" || name === "--autoscale")) return false;
    return !["CELERY_WORKER_CONCURRENCY", "CELERY_WORKER_AUTOSCALE", "CELERY_WORKER_POOL"].some((name) =>
      hasVariable(context, started, name),
    );
  });
}
