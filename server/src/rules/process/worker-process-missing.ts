import { dependencyState } from "../../files/dependencies";
import { workerCall } from "../../project/programs";
import { celeryWorkerWords, manageWords } from "../../project/startCommands";
import { type StartedCommand, startedCommands } from "../../project/startScripts";
import { FolderTree, isInside } from "../../project/tree";
import { contains, entry, type Plain, truthy } from "../../settings/plain";
import type { Answer } from "../../settings/settings";
import { addProcess } from "../addProcess";
import { findingOfLine, NO_WEB_PROCESS, NOT_ON_HEROKU, webProcesses } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext } from "../rule";
import { manageCalls, unknownPart } from "../startedCommands";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

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

/** A task queue, and how it is used and worked on. */
interface Queue {
  readonly name: string;
  /** The setting that says where tasks go. */
  readonly setting: string;
  /** What else is asked of the settings. */
  readonly others: readonly string[];
  /** Whether tasks go to a worker by these settings: `satisfied` and `undecided` end the question. */
  used(context: RuleContext, values: readonly Plain[]): Answer | undefined;
  /** Whether a command works on the queue. */
  works(started: StartedCommand): boolean;
  words(context: RuleContext): readonly string[] | undefined;
}

const manages =
  (...commands: readonly string[]) =>
  (started: StartedCommand) =>
    manageCalls([started]).some(({ call }) => commands.includes(call.command));

/** A queue of a Django app: the app is installed, and an option makes tasks run at once. */
function ofApp(
  name: string,
  setting: string,
  app: string,
  immediate: string | undefined,
  commands: readonly string[],
): Queue {
  return {
    name,
    setting,
    others: ["INSTALLED_APPS"],
    used(_, [config, apps]) {
      const installed = contains(apps!, app);
      if (installed !== true)
        return installed === false ? notApplicable(`${app} is not installed`) : undecided(reasonOf(apps!));
      if (immediate === undefined) return undefined;
      const option = config!.kind === "dict" ? entry(config!, immediate) : undefined;
      if (option === undefined) return undecided("whether tasks run at once is not known");
      if (option === null || truthy(option) === false) return undefined;
      return truthy(option) ? satisfied("tasks run at once") : undecided(reasonOf(option));
    },
    works: manages(...commands),
    words: ({ project }) => manageWords(project, commands[0]!),
  };
}

const QUEUES: readonly Queue[] = [
  {
    name: "Celery",
    setting: "CELERY_BROKER_URL",
    others: ["CELERY_TASK_ALWAYS_EAGER"],
    used(context, [broker, eager]) {
      if (dependencyState(context.project.deployment.dependencies, "celery") !== "present")
        return notApplicable("Celery is not a dependency");
      if (broker!.kind === "unknown") return undecided(reasonOf(broker!));
      if (broker!.kind !== "env" && (truthy(broker!) !== true || isMemory(broker!)))
        return notApplicable("Celery has no broker");
      if (!hasTasks(context)) return notApplicable("no module of the project is named tasks");
      if (!context.settings.defines("CELERY_TASK_ALWAYS_EAGER")) return undefined;
      const now = truthy(eager!);
      if (now === false) return undefined;
      return now ? satisfied("tasks run at once") : undecided(reasonOf(eager!));
    },
    works({ command }) {
      const call = workerCall(command);
      return call?.program === "celery" && ["worker", "multi"].includes(call.subcommand ?? "");
    },
    words: ({ snapshot, project }) => celeryWorkerWords(snapshot, project),
  },
  {
    name: "RQ",
    setting: "RQ_QUEUES",
    others: ["INSTALLED_APPS"],
    used(_, [queues, apps]) {
      const installed = contains(apps!, "django_rq");
      if (installed !== true)
        return installed === false ? notApplicable("django_rq is not installed") : undecided(reasonOf(apps!));
      if (queues!.kind !== "dict") return undecided(reasonOf(queues!));
      const direct = queues!.entries.some(([, queue]) => entry(queue, "ASYNC") !== null);
      return direct ? undecided("some queues may run their jobs at once") : undefined;
    },
    works: (started) =>
      manages("rqworker", "rqworker-pool")(started) ||
      ["rq", "rqworker"].includes(started.command.program ?? ""),
    words({ project, settings }) {
      const queues = settings.value("RQ_QUEUES");
      const names =
        queues.kind === "dict" ? queues.entries.map(([key]) => (key.kind === "str" ? key.value : "")) : [];
      if (names.length === 0 || names.some((name) => !/^[\w-]+$/.test(name))) return undefined;
      return manageWords(project, "rqworker", ...names);
    },
  },
  ofApp("Huey", "HUEY", "huey.contrib.djhuey", "immediate", ["run_huey"]),
  ofApp("Dramatiq", "DRAMATIQ_BROKER", "django_dramatiq", undefined, ["rundramatiq"]),
  ofApp("Django Q", "Q_CLUSTER", "django_q", "sync", ["qcluster"]),
];

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
      if (started.some(queue.works)) return satisfied("a process works on the queue");
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

function isMemory(broker: Plain): boolean {
  return broker.kind === "str" && /^(?:memory|filesystem):/.test(broker.value);
}

/** Whether the project has modules where Celery looks for tasks. */
function hasTasks({ snapshot, project }: RuleContext): boolean {
  const tree = new FolderTree(snapshot);
  return tree.directories.some(
    (directory) =>
      isInside(directory, project.root) &&
      (tree.files(directory).has("tasks.py") || /(?:^|\/)tasks$/.test(directory)),
  );
}
