/** Evidence of task queues and of the processes that work on them. */
import { deployedDockerfile } from "../../project/containers";
import { manageCall, processesOf } from "../../project/processes";
import { QUEUES } from "../../rules/queues";
import type { ShellCommand } from "../../syntax/shell";
import type { Location } from "../../syntax/text";
import type { ChecklistContext, Decision, Evidence } from "../item";
import { dependency, installedPackage } from "./basics";
import { containerCommands } from "./containers";

/** Packages that run tasks in other processes. */
export const QUEUE_PACKAGES = [
  "celery",
  "django-rq",
  "rq",
  "dramatiq",
  "django-dramatiq",
  "huey",
  "django-q",
  "django-q2",
  "django-tasks",
  "django-tasks-db",
  "django-tasks-rq",
  "procrastinate",
  "django-background-tasks",
  "django4-background-tasks",
  "arq",
  "taskiq",
] as const;

/** A command that works on a queue. */
export interface Worker {
  /** The process or the Compose service. */
  readonly name: string;
  readonly at: Location;
}

/** The workers that production starts. */
export function workers(context: ChecklistContext): readonly Worker[] {
  return containerCommands(context)
    .filter(({ command }) => isWorker(command))
    .map(({ name, at }) => ({ name, at }));
}

/** Whether a command works on a queue, of those that settings name or of another. */
function isWorker(command: ShellCommand): boolean {
  if (QUEUES.some(({ works }) => works(command))) return true;
  const call = manageCall(command);
  if (call !== undefined) {
    const isProcrastinate = call.command === "procrastinate" && call.args[0]?.text === "worker";
    return isProcrastinate || call.command === "db_worker" || call.command === "process_tasks";
  }
  const { program = "", args } = command;
  return (
    /^(?:dramatiq|arq|huey_consumer(?:\.py)?)$/.test(program) ||
    (program === "taskiq" && args[0]?.text === "worker")
  );
}

/** Why items on workers are not for the project. */
export function withoutQueue(context: ChecklistContext): string | undefined {
  const set = ["TASKS", ...QUEUES.map(({ setting }) => setting)];
  const named =
    installedPackage(context, QUEUE_PACKAGES) !== undefined ||
    set.some((name) => context.settings.defines(name)) ||
    workers(context).length > 0;
  return named ? undefined : "nothing here names a task queue";
}

/** Why the item on restarts is not for the project: it starts no workers. */
export function withoutWorkers(context: ChecklistContext): string | undefined {
  const { deployment } = context.project;
  const others = processesOf(context.snapshot, deployment).some(
    ({ name }) => name !== "web" && name !== "release",
  );
  return (
    withoutQueue(context) ??
    (deployment.heroku && !others && workers(context).length === 0
      ? "no process but web and release is started"
      : undefined)
  );
}

/** Whether a deploy restarts the workers. */
export function decideRestart(context: ChecklistContext): Decision {
  const [worker] = workers(context);
  if (worker === undefined) return { state: "unknown", detail: "No file shows how workers are started." };
  return context.project.deployment.heroku
    ? { state: "ok", detail: `Heroku restarts ${worker.name} at each deploy.`, at: worker.at }
    : {
        state: "unknown",
        detail: `${worker.at.file} starts ${worker.name}; whether a deploy starts it anew is not in the files.`,
        at: worker.at,
      };
}

/** A worker that is started, or else a package for task queues. */
export function queueInUse(context: ChecklistContext): Evidence | undefined {
  const [worker] = workers(context);
  if (worker !== undefined)
    return { detail: `${worker.at.file} starts a worker (${worker.name}).`, at: worker.at };
  return dependency(...QUEUE_PACKAGES)(context);
}

/** The user that the image's processes run as. */
export function unprivilegedWorkers({ project, snapshot }: ChecklistContext): Evidence | undefined {
  const image = deployedDockerfile(snapshot, project.deployment);
  if (image === undefined) return undefined;
  const file = image.document.path;
  const forced = image.file.env.find(({ name }) => name === "C_FORCE_ROOT");
  if (forced !== undefined)
    return {
      detail: `${file} lets Celery run as root (C_FORCE_ROOT).`,
      at: { file, ...forced.range },
      done: false,
    };
  const user = image.file.final
    .flatMap(({ instructions }) => instructions)
    .findLast(({ keyword }) => keyword === "USER");
  const name = user?.words[0]?.text;
  if (user === undefined || name === undefined || name.includes("$")) return undefined;
  const at = { file, start: user.start, end: user.end };
  return /^(?:root|0)(?::|$)/.test(name)
    ? { detail: `${file} runs everything as root.`, at, done: false }
    : { detail: `${file} runs everything as ${name}.`, at };
}
