/** What the rules about Celery share: its workers among the processes, and what the settings say to it. */

import { dependencyState } from "../files/dependencies";
import { dirname, join } from "../paths";
import { type WorkerCall, workerCall } from "../project/programs";
import type { StartedCommand } from "../project/startScripts";
import { listedFile } from "../snapshot";
import type { RuleContext } from "./rule";
import { certainCommands } from "./startedCommands";

/** A command that starts Celery's worker or beat. */
export interface StartedCelery extends StartedCommand {
  readonly call: WorkerCall;
}

/** Celery's commands of one kind, "worker" or "beat", that the processes surely run. */
export function celeryCalls(context: RuleContext, subcommand: string): readonly StartedCelery[] {
  return certainCommands(context, undefined).flatMap((started) => {
    const call = workerCall(started.command);
    return call?.program === "celery" && call.subcommand === subcommand ? [{ ...started, call }] : [];
  });
}

export function usesCelery({ project }: RuleContext): boolean {
  return dependencyState(project.deployment.dependencies, "celery") === "present";
}

/** Whether the environment that the repository describes has a variable. */
export function hasVariable({ project }: RuleContext, { command }: StartedCommand, name: string): boolean {
  const { appJson, herokuYml } = project.deployment;
  const described = [...(appJson?.env ?? []), ...(herokuYml?.setup.config ?? []), ...command.assignments];
  return described.some((variable) => variable.name === name);
}

/** The text of the module that holds the application a command names; undefined if it is not found. */
export function applicationText(
  { snapshot, project }: RuleContext,
  { call }: StartedCelery,
): string | undefined {
  const app = call.options.findLast(({ name }) => name === "--app");
  const [module] = app?.text.split(":") ?? [];
  if (module === undefined || app?.dynamic) return undefined;
  const path = join(project.root, ...module.split("."));
  // `-A mysite` and `-A mysite.celery.app` are about mysite/celery.py.
  const candidates = [`${path}/celery.py`, `${path}.py`, `${dirname(path)}.py`];
  for (const candidate of candidates) {
    const text = listedFile(snapshot, candidate)?.text;
    if (text !== undefined && /\bCelery\(/.test(text)) return text;
  }
  return undefined;
}
