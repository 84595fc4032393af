/** Where `check --deploy` runs before a deployment. */

import { startedCommands } from "../../project/startScripts";
import { deployCheck, scriptsWith } from "../../rules/ci";
import { placeOf } from "../../rules/startedCommands";
import type { ChecklistContext, Evidence } from "../item";

/** The first call of `check --deploy` in CI, the release phase, the image's build or a script that these start. */
export function deployCheckRun(context: ChecklistContext): Evidence | undefined {
  return context.recall("check --deploy", (snapshot) => {
    for (const { where, path, shell } of scriptsWith({ ...context, snapshot }, "--deploy")) {
      const command = shell.commands.find((each) => deployCheck(each) !== undefined);
      if (command === undefined) continue;
      const { start, end } = command;
      const detail =
        where === path ? `${path} runs check --deploy.` : `${path} runs check --deploy in ${where}.`;
      return { detail, at: { file: path, start, end } };
    }
    const started = startedCommands(snapshot, context.project.deployment).find(
      ({ command }) => deployCheck(command) !== undefined,
    );
    if (started === undefined) return undefined;
    const at = placeOf(started);
    return { detail: `${at.file} runs check --deploy.`, at };
  });
}
