/** Evidence that a superuser is created. */
import { workflowSystem } from "../../files/workflows";
import { manageCall } from "../../project/processes";
import type { ChecklistContext, Evidence } from "../item";
import { operations } from "./operations";

/** A command that creates one when an app is made or deployed. */
export function superuser(context: ChecklistContext): Evidence | undefined {
  const found = operations(context).find(({ command, at }) => {
    // CI makes one for its tests.
    if (workflowSystem(at.file) !== undefined) return false;
    const name = manageCall(command)?.command;
    return name === "createsuperuser" || name === "ensure_superuser";
  });
  return found && { detail: `${found.at.file} runs ${manageCall(found.command)!.command}.`, at: found.at };
}
