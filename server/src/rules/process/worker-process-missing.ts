import { startedCommands } from "../../project/startScripts";
import { addProcess } from "../addProcess";
import { findingOfLine, NO_WEB_PROCESS, NOT_ON_HEROKU, webProcesses } from "../commands";
import { exampleProject } from "../exampleProject";
import { QUEUES } from "../queues";
import { defineRule } from "../rule";
import { unknownPart } from "../startedCommands";
import { notApplicable, satisfied, undecided, verdictOn } from "../verdicts";

const WEB = "web: gunicorn mysite.wsgi\n";
const CELERY = {
  ...exampleProject,
  "blog/tasks.py": "from celery import shared_task\n",
  "mysite/celery.py": 'from celery import Celery\n\napp = Celery("mysite")\n',
  "mysite/settings.py":
    'import os\n\nROOT_URLCONF = "mysite.urls"\nCELERY_BROKER_URL = os.environ["CLOUDAMQP_URL"]\n',
  "requirements.txt": "celery==5.5.3\nDjango==5.2\ngunicorn\n",
};
const RQ = {
  ...exampleProject,
  "mysite/settings.py":
    'import os\n\nROOT_URLCONF = "mysite.urls"\nINSTALLED_APPS = ["django_rq"]\nRQ_QUEUES = {"default": {"URL": os.environ["RQ_URL"]}}\n',
  "requirements.txt": "Django==5.2\ndjango-rq\ngunicorn\n",
};

export default defineRule({
  id: "worker-process-missing",
  group: "process",
  severity: "warning",
  summary: "Tasks are sent to a queue, but no process runs them",
  docs: {
    why: "The web process only puts tasks into the queue. Without a process that takes them out they wait forever, and no error tells of it: mails are not sent, files are not processed, and the queue fills up.",
    how: "Add a process that starts the worker, such as `worker: celery -A mysite worker`, and give it a dyno: `heroku ps:scale worker=1`.",
    references: [
      "https://devcenter.heroku.com/articles/celery-heroku",
      "https://devcenter.heroku.com/articles/background-jobs-queueing",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...CELERY, Procfile: WEB },
        fixed: {
          ...CELERY,
          Procfile: `${WEB}worker: celery -A mysite worker --loglevel=info --concurrency=2\n`,
        },
      },
      {
        code: { ...RQ, Procfile: WEB },
        fixed: { ...RQ, Procfile: `${WEB}worker: python manage.py rqworker default\n` },
      },
    ],
    good: [
      { ...CELERY, Procfile: `${WEB}worker=celery -A mysite worker -c 2\n` },
      {
        ...CELERY,
        Procfile: `${WEB}worker: bin/worker\n`,
        "bin/worker": "exec celery -A mysite worker -c 2\n",
      },
      { ...CELERY, Procfile: `${WEB}worker: $WORKER_COMMAND\n` },
      {
        ...CELERY,
        "mysite/settings.py": `${CELERY["mysite/settings.py"]}CELERY_TASK_ALWAYS_EAGER = True\n`,
        Procfile: WEB,
      },
      { ...RQ, Procfile: `${WEB}worker: python manage.py rqworker high default\n` },
    ],
  },

  check(context) {
    const { settings, project, snapshot } = context;
    const queues = QUEUES.filter(({ setting }) => settings.defines(setting));
    if (queues.length === 0) return notApplicable("the settings name no task queue");
    if (!project.deployment.heroku) return NOT_ON_HEROKU;
    if (webProcesses(context).length === 0) return NO_WEB_PROCESS;
    const started = startedCommands(snapshot, project.deployment);
    const source = started[0]?.process.source ?? "the Procfile";
    return queues.map((queue) => {
      if (started.some(({ command }) => queue.works(command)))
        return satisfied("a process works on the queue");
      const judgement = settings.judge(
        [queue.setting, ...queue.others],
        (...values) => queue.used(context, values) ?? { state: "violated" },
      );
      if (judgement.state !== "violated") return judgement;
      const unknown = started.length === 0 ? "no process is understood" : unknownPart(started);
      if (unknown !== undefined) return undecided(unknown);
      const file = source === "Procfile" ? "the Procfile" : source;
      const message = `No process in ${file} starts a worker for ${queue.name}, so the tasks that the site sends wait in the queue forever.`;
      const coveredBy = findingOfLine(context, /worker|celery|\brq\b/);
      return verdictOn(settings, queue.setting, judgement, message, { coveredBy });
    });
  },

  fixes: [
    {
      title: "Add a worker process (scale it to one dyno)",
      safety: "review",
      preferred: true,
      edits(context, { message }) {
        const queue = QUEUES.find(({ name }) => message.includes(`worker for ${name},`));
        const words = queue?.words(context);
        return words && addProcess(context, "worker", words.join(" "));
      },
    },
  ],
});
