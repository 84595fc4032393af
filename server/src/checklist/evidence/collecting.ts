/** Whether collectstatic runs where no rule judges it: away from Heroku. */
import { deployedDockerfile } from "../../project/containers";
import { manageCall } from "../../project/processes";
import type { ShellCommand } from "../../syntax/shell";
import type { ChecklistContext, Decision } from "../item";
import { deployedCommands, placeOf } from "./containers";
import { operations } from "./operations";

/** Where collectstatic runs: for sure in an image's build or at each start; a script or workflow may. */
export function decideCollecting(context: ChecklistContext): Decision | undefined {
  const { project, snapshot } = context;
  if (project.deployment.heroku) return undefined;
  const image = deployedDockerfile(snapshot, project.deployment);
  const built = (image?.file.runs ?? []).flatMap(({ shell }) =>
    shell.commands.map((command) => ({
      command,
      at: placeOf(command, image!.document.path),
      certain: !command.conditional && command.joinedBy !== "||",
    })),
  );
  const sure = [...built, ...deployedCommands(context)].find(
    ({ command, certain }) => certain && collects(command),
  );
  if (sure !== undefined) return { state: "ok", detail: `${sure.at.file} runs collectstatic.`, at: sure.at };
  const maybe = operations(context).find(({ command }) => collects(command));
  return maybe === undefined
    ? { state: "unknown", detail: "No Dockerfile, script or workflow here runs collectstatic." }
    : {
        state: "unknown",
        detail: `${maybe.at.file} runs collectstatic; whether each release does is not in the files.`,
        at: maybe.at,
      };
}

function collects(command: ShellCommand): boolean {
  if (manageCall(command)?.command === "collectstatic") return true;
  // `kubectl exec site -- ./manage.py collectstatic`
  const words = command.words.map(({ text }) => text);
  return words.some((word, n) => /(?:^|\/)manage\.py$/.test(word) && words[n + 1] === "collectstatic");
}
