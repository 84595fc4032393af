/** Whether collectstatic runs where no rule judges it: away from Heroku. */
import { deployedDockerfile } from "../../project/containers";
import { manageCall } from "../../project/processes";
import type { ChecklistContext, Decision } from "../item";
import { operations } from "./operations";

/** Where collectstatic runs in an image's build, at its start, or in a script or workflow. */
export function decideCollecting(context: ChecklistContext): Decision | undefined {
  const { project, snapshot } = context;
  if (project.deployment.heroku) return undefined;
  const image = deployedDockerfile(snapshot, project.deployment);
  const commands = [
    ...(image?.file.runs ?? []).flatMap(({ shell }) =>
      shell.commands.map((command) => ({
        command,
        at: { file: image!.document.path, start: command.start, end: command.end },
      })),
    ),
    ...operations(context),
  ];
  const found = commands.find(({ command }) => manageCall(command)?.command === "collectstatic");
  if (found === undefined)
    return { state: "unknown", detail: "No Dockerfile, script or workflow here runs collectstatic." };
  return { state: "ok", detail: `${found.at.file} runs collectstatic.`, at: found.at };
}
