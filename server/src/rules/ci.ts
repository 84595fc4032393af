/** What CI and the release phase check before a deployment. */
import type { Workflow, WorkflowCommand } from "../files/workflows";
import { deployedDockerfile, workflowsOf } from "../project/containers";
import { type ManageCall, manageCall, processesOf } from "../project/processes";
import type { ShellCommand, ShellScript } from "../syntax/shell";
import type { RuleContext } from "./rule";

/** A script that runs before the site gets a new version. */
export interface CheckedScript {
  /** "the release phase", or the path of the CI file: ends a sentence. */
  readonly where: string;
  readonly path: string;
  readonly shell: ShellScript;
}

/** The scripts of CI, of the release phase and of the image's build that mention a text. */
export function scriptsWith(context: RuleContext, text: string): CheckedScript[] {
  const { project, snapshot } = context;
  const { deployment } = project;
  const releases = processesOf(snapshot, deployment).filter(
    (process) => process.name === "release" && process.text.includes(text),
  );
  const image = deployedDockerfile(snapshot, deployment);
  const runs = image?.file.runs.filter((run) => run.text.includes(text)) ?? [];
  return [
    ...workflowsOf(snapshot, deployment).flatMap(({ path, commands }) =>
      commands
        .filter((command) => command.text.includes(text))
        .map(({ shell }) => ({ where: path, path, shell })),
    ),
    ...releases.map(({ at, shell }) => ({ where: "the release phase", path: at.file, shell })),
    ...runs.map(({ shell }) => ({ where: "the image's build", path: image!.document.path, shell })),
  ];
}

/** `manage.py check --deploy` */
export function deployCheck(command: ShellCommand): ManageCall | undefined {
  const call = manageCall(command);
  if (call?.command !== "check") return undefined;
  return call.args.some(({ text }) => text === "--deploy") ? call : undefined;
}

/** The commands of a workflow, each with the step that it stands in. */
export function commandsOf({ commands }: Workflow): { step: WorkflowCommand; command: ShellCommand }[] {
  return commands.flatMap((step) => step.shell.commands.map((command) => ({ step, command })));
}
