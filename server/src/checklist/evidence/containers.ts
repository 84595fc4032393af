/** The commands that containers start, away from Heroku too. */
import { composeFiles } from "../../project/containers";
import { DEVELOPMENT_SERVERS, manageCall } from "../../project/processes";
import { startedCommands } from "../../project/startScripts";
import type { ShellCommand } from "../../syntax/shell";
import type { Location } from "../../syntax/text";
import type { ChecklistContext } from "../item";

/** A command that a process or a Compose service starts. */
export interface ContainerCommand {
  /** The process or the service. */
  readonly name: string;
  readonly command: ShellCommand;
  readonly at: Location;
  /** True if it runs each time. */
  readonly certain: boolean;
}

/** What the processes of production start, and the services of Compose files that are not for development. */
export function containerCommands({ recall, project }: ChecklistContext): readonly ContainerCommand[] {
  const { deployment } = project;
  return recall("container commands", (snapshot) => [
    ...startedCommands(snapshot, deployment)
      .filter(({ file }) => !isForDevelopment(file))
      .map(({ process, command, file, certain }) => ({
        name: process.name,
        command,
        at: placeOf(command, file),
        certain,
      })),
    // On Heroku nobody starts them.
    ...(deployment.heroku ? [] : composeFiles(snapshot, deployment))
      .filter(({ purpose }) => purpose !== "development")
      .flatMap(({ path, services }) =>
        services.flatMap(({ name, command }) =>
          (command?.shell.commands ?? []).map((each) => ({
            name,
            command: each,
            at: placeOf(each, path),
            certain: !each.conditional && each.joinedBy !== "||",
          })),
        ),
      ),
  ]);
}

/** The same without files that start Django's development server: they are for development whatever they are called. */
export function deployedCommands(context: ChecklistContext): readonly ContainerCommand[] {
  const commands = containerCommands(context);
  const serving = commands.filter(({ command }) =>
    DEVELOPMENT_SERVERS.includes(manageCall(command)?.command ?? ""),
  );
  const development = new Set(serving.map(({ at }) => at.file));
  return commands.filter(({ at }) => !development.has(at.file));
}

/** Whether a file is for development by its name, or by a directory's: `start-dev.sh`, `compose/local/start`. */
export function isForDevelopment(path: string): boolean {
  return /(?:^|[/._-])(?:local|dev|development)(?:[/._-]|$)/.test(path);
}

/** Where a command stands. */
export function placeOf({ start, end }: ShellCommand, file: string): Location {
  return { file, start, end };
}
