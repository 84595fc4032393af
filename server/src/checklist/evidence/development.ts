/** How development's containers compare with production. */
import type { Compose, ComposeService } from "../../files/compose";
import { dirname, join } from "../../paths";
import { composeFiles } from "../../project/containers";
import { DEVELOPMENT_SERVERS, manageCall, type Process, processesOf } from "../../project/processes";
import type { Deployment } from "../../project/project";
import { serverCommands } from "../../project/webServer";
import type { ShellScript } from "../../syntax/shell";
import type { Location } from "../../syntax/text";
import type { ChecklistContext, Evidence } from "../item";
import { filesNamed } from "./files";

/** A service of a Compose file that may start the site. */
interface SiteService {
  readonly path: string;
  readonly name: string;
  /** "gunicorn", "runserver"; undefined where that is not known. */
  readonly starts: string | undefined;
  /** Whether it is the image that is deployed, with the command that is deployed. */
  readonly isDeployed: boolean;
  readonly at: Location;
}

/** Why there is nothing to compare. */
export function whyNoSiteService(context: ChecklistContext): string | undefined {
  if (services(context).length > 0 || composeElsewhere(context)) return undefined;
  return "no Compose file for development starts the site";
}

/** Whether there are Compose files in directories below, which nobody looks into. */
function composeElsewhere(context: ChecklistContext): boolean {
  const { root } = context.project.deployment;
  return composeFilesNamed(context).some((path) => dirname(path) !== root);
}

const composeFilesNamed = filesNamed(/^(?:docker-)?compose(?:[._-][\w.-]+)?\.ya?ml$/);

/** A service that starts the server which production starts. */
export function sameServer(context: ChecklistContext): Evidence | undefined {
  const web = webProcess(context);
  const server = web && serverOf(web.shell);
  const same = services(context).find(
    ({ starts, isDeployed }) => isDeployed || (server !== undefined && starts === server),
  );
  if (web === undefined || same === undefined) return undefined;
  const { path, name, isDeployed, at } = same;
  const what = isDeployed ? "the image that is deployed" : `${server}, as ${web.source} does`;
  return { detail: `The service ${name} of ${path} starts ${what}.`, at };
}

/** What the services start instead. */
export function otherServer(context: ChecklistContext): string {
  const other = services(context).find(({ starts }) => starts !== undefined);
  return other === undefined
    ? "No service of a Compose file is known to start the server that production starts."
    : `The service ${other.name} of ${other.path} starts ${other.starts}, which production does not.`;
}

function webProcess({ project, recall }: ChecklistContext): Process | undefined {
  return recall("web process", (snapshot) =>
    processesOf(snapshot, project.deployment).find(({ name }) => name === "web"),
  );
}

function services({ project, recall }: ChecklistContext): readonly SiteService[] {
  return recall("services of the site", (snapshot) =>
    composeFiles(snapshot, project.deployment)
      .filter(({ purpose }) => purpose !== "production")
      .flatMap((file) => file.services.flatMap((each) => siteService(project.deployment, file, each) ?? [])),
  );
}

/** A service that starts a web server, or whose image is built of the repository. */
function siteService(
  { dockerfile, target }: Deployment,
  { path }: Compose,
  { name, nameRange, build, command, entrypoint }: ComposeService,
): SiteService | undefined {
  const at = { file: path, ...(command?.range ?? nameRange) };
  const starts = command && (serverOf(command.shell) ?? developmentServer(command.shell));
  if (starts === undefined && build === undefined) return undefined;
  const isUnchanged = command === undefined && entrypoint === undefined && build?.target === undefined;
  const built = build && join(dirname(path), build.context, build.dockerfile ?? "Dockerfile");
  const ships = target === "docker" || target === "container";
  const isDeployed = isUnchanged && ships && dockerfile !== undefined && built === dockerfile.path;
  return { path, name, starts, isDeployed, at };
}

function serverOf(shell: ShellScript): string | undefined {
  return serverCommands(shell)[0]?.server;
}

function developmentServer({ commands }: ShellScript): string | undefined {
  return commands
    .map((command) => manageCall(command)?.command)
    .find((name) => name !== undefined && DEVELOPMENT_SERVERS.includes(name));
}
