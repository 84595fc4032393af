/** Evidence of task queues and of the processes that work on them. */
import { dependencyState } from "../../files/dependencies";
import { composeFiles, deployedDockerfile } from "../../project/containers";
import { manageCall, processesOf } from "../../project/processes";
import { startedCommands } from "../../project/startScripts";
import { QUEUES } from "../../rules/queues";
import type { ShellCommand } from "../../syntax/shell";
import type { Location } from "../../syntax/text";
import type { ChecklistContext, Decision, Evidence } from "../item";
import { dependency } from "./basics";

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

/** The workers of production, in the processes of Heroku and in Compose files that are not for development. */
export function workers({ recall, project }: ChecklistContext): readonly Worker[] {
  return recall("workers", (snapshot) => {
    const started = startedCommands(snapshot, project.deployment).filter(
      (each) => QUEUES.some(({ works }) => works(each)) || isOtherWorker(each.command),
    );
    return [
      ...started.map(({ process, command, file }) => ({ name: process.name, at: placeOf(command, file) })),
      ...(project.deployment.heroku ? [] : composeFiles(snapshot, project.deployment)).flatMap(
        ({ path, purpose, services }) =>
          purpose === "development"
            ? []
            : services.flatMap(({ name, command }) =>
                (command?.shell.commands ?? [])
                  .filter((each) => isCelery(each) || isOtherWorker(each))
                  .map((each) => ({ name, at: placeOf(each, path) })),
              ),
      ),
    ];
  });
}

function placeOf({ start, end }: ShellCommand, file: string): Location {
  return { file, start, end };
}

function isCelery({ program, args }: ShellCommand): boolean {
  return program === "celery" && args.some(({ text }) => text === "worker" || text === "multi");
}

const MANAGE_COMMANDS: ReadonlySet<string> = new Set([
  "rqworker",
  "rqworker-pool",
  "run_huey",
  "rundramatiq",
  "qcluster",
  "db_worker",
  "process_tasks",
]);

function isOtherWorker(command: ShellCommand): boolean {
  const call = manageCall(command);
  if (call !== undefined)
    return (
      MANAGE_COMMANDS.has(call.command) ||
      (call.command === "procrastinate" && call.args[0]?.text === "worker")
    );
  const { program, args } = command;
  if (program === "dramatiq" || program === "arq" || program === "huey_consumer") return true;
  return program === "taskiq" && args[0]?.text === "worker";
}

/** Why items on workers are not for the project: it surely has no task queue. */
export function withoutQueue({ project, settings }: ChecklistContext): string | undefined {
  const { dependencies } = project.deployment;
  const absent = QUEUE_PACKAGES.every((name) => dependencyState(dependencies, name) === "absent");
  const set = ["TASKS", ...QUEUES.map(({ setting }) => setting)].some((name) => settings.defines(name));
  return absent && !set ? "no task queue is among the dependencies" : undefined;
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
