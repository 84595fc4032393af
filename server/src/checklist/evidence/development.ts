/** How development's containers compare with production. */
import type { Compose, ComposeService } from "../../files/compose";
import { composeFiles } from "../../project/containers";
import { processesOf } from "../../project/processes";
import { serverCommands } from "../../project/webServer";
import type { ShellScript } from "../../syntax/shell";
import type { ChecklistContext, Evidence } from "../item";

/** Why there is nothing to compare. */
export function whyNoCompose({ project, recall }: ChecklistContext): string | undefined {
  const some = recall("compose files", (snapshot) => composeFiles(snapshot, project.deployment).length > 0);
  return some ? undefined : "there is no Compose file, so development does not run in containers";
}

/** A service of a Compose file that starts the server which production starts. */
export function sameServer({ project, recall }: ChecklistContext): Evidence | undefined {
  return recall("server in compose files", (snapshot) => {
    const { deployment } = project;
    const web = processesOf(snapshot, deployment).find(({ name }) => name === "web");
    const server = web && serverOf(web.shell);
    if (web === undefined || server === undefined) return undefined;
    const files = composeFiles(snapshot, deployment).filter(({ purpose }) => purpose !== "production");
    for (const file of files) {
      const service = file.services.find(
        (each) => each.command !== undefined && serverOf(each.command.shell) === server,
      );
      if (service !== undefined) return evidence(file, service, server, web.source);
    }
    return undefined;
  });
}

function evidence(
  { path }: Compose,
  { name, command }: ComposeService,
  server: string,
  source: string,
): Evidence {
  return {
    detail: `The service ${name} of ${path} starts ${server}, as ${source} does.`,
    at: { file: path, ...command!.range },
  };
}

function serverOf(shell: ShellScript): string | undefined {
  return serverCommands(shell)[0]?.command.program;
}
