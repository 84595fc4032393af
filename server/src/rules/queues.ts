/** The task queues of Django projects: which settings send tasks to a worker, and which commands are the worker. */
import { dependencyState } from "../files/dependencies";
import { manageCall } from "../project/processes";
import { workerCall } from "../project/programs";
import { celeryWorkerWords, manageWords } from "../project/startCommands";
import { FolderTree, isInside } from "../project/tree";
import { contains, entry, type Plain, truthy } from "../settings/plain";
import type { Answer } from "../settings/settings";
import type { ShellCommand } from "../syntax/shell";
import type { RuleContext } from "./rule";
import { notApplicable, reasonOf, satisfied, undecided } from "./verdicts";

/** A task queue, and how it is used and worked on. */
export interface Queue {
  readonly name: string;
  /** The setting that says where tasks go. */
  readonly setting: string;
  /** What else is asked of the settings. */
  readonly others: readonly string[];
  /** Whether tasks go to a worker by these settings: `satisfied` and `undecided` end the question. */
  used(context: RuleContext, values: readonly Plain[]): Answer | undefined;
  /** Whether a command works on the queue. */
  works(command: ShellCommand): boolean;
  words(context: RuleContext): readonly string[] | undefined;
}

const manages =
  (...commands: readonly string[]) =>
  (command: ShellCommand) =>
    commands.includes(manageCall(command)?.command ?? "");

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

/** The task queues whose settings say that tasks go to a worker. */
export const QUEUES: readonly Queue[] = [
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
    works(command) {
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
    works: (command) =>
      manages("rqworker", "rqworker-pool")(command) || ["rq", "rqworker"].includes(command.program ?? ""),
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
