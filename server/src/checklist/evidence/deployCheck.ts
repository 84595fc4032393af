/** Where `check --deploy` runs before a deployment. */
import { deployCheck, scriptsWith } from "../../rules/ci";
import type { ChecklistContext, Evidence } from "../item";

/** The first call of `check --deploy` in CI, the release phase or the image's build. */
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
    return undefined;
  });
}
