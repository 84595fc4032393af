/** Evidence for what deploys. */

import { basename } from "../../paths";
import { composeFiles } from "../../project/containers";
import { isMigration, manageCall } from "../../project/processes";
import type { ShellCommand } from "../../syntax/shell";
import type { ChecklistContext, Evidence } from "../item";
import { type CiCommand, ciCommand, ciCommands, ciUsesOf, commandsIn, textOf } from "./ci";
import { firstOf, isAside, listFiles } from "./files";
import { perValue } from "./remembered";

const MAX_SCRIPTS = 10;

const ACTIONS =
  /^(?:akhileshns\/heroku-deploy|[\w-]+\/[\w.-]*heroku[\w.-]*deploy[\w.-]*|circleci\/heroku|atlassian\/(?:heroku-deploy|aws-.*deploy|ssh-run)|superfly\/flyctl-actions.*|google-github-actions\/deploy-.+|aws-actions\/amazon-ecs-deploy-task-definition|azure\/(?:webapps-deploy|k8s-deploy)|appleboy\/(?:ssh|scp)-action|digitalocean\/app_action.*|dokku\/github-action|caprover\/deploy-from-github|bervProject\/railway-deploy|einaregilsson\/beanstalk-deploy)$/i;

/** A step of CI that deploys. */
export const deployment = firstOf(
  ciCommand(
    ({ command }) => isDeploy(command),
    (command) => `deploys with ${textOf(command)}`,
  ),
  ciUsesOf(ACTIONS),
);

function isDeploy({ program, args, words }: ShellCommand): boolean {
  const [first = "", second = ""] = args.map(({ text }) => text).filter((text) => !text.startsWith("-"));
  const all = words.map(({ raw }) => raw).join(" ");
  switch (program) {
    case "git":
      return first === "push" && /heroku|dokku/i.test(all);
    case "heroku":
      return /^(?:container:release|builds:create|pipelines:promote|deploy)/.test(first);
    case "fly":
    case "flyctl":
    case "kamal":
    case "eb":
    case "cap":
    case "zappa":
      return first === "deploy";
    case "gcloud":
      return /\bdeploy\b/.test(all);
    case "kubectl":
      return /^(?:apply|rollout|set)$/.test(first);
    case "helm":
      return first === "upgrade";
    case "railway":
      return first === "up";
    case "aws":
      return /\becs update-service\b|\bdeploy create-deployment\b/.test(all);
    case "docker":
      return first === "stack" && second === "deploy";
    case "dpl":
    case "ansible-playbook":
      return true;
    case "curl":
      return /api\.render\.com\/deploy/.test(all);
    default:
      return false;
  }
}

/** Where one script both migrates and restarts what runs, or where a service of a Compose file migrates. */
export const deployScripts = firstOf(scriptThatRestarts, migratingService);

function scriptThatRestarts(context: ChecklistContext): Evidence | undefined {
  const { project, recall } = context;
  const scripts = recall("deploy scripts", (snapshot) =>
    listFiles(snapshot, project)
      .paths.filter(
        (path) =>
          /deploy|release|update|provision/i.test(basename(path)) && path.endsWith(".sh") && !isAside(path),
      )
      .slice(0, MAX_SCRIPTS)
      .flatMap((path) => snapshot.file(path) ?? [])
      .flatMap((document) => commandsIn(document.shell(document.text, 0), document.path)),
  );
  const migrating = migration(ciCommands(context)) ?? migration(scripts);
  return migrating && { detail: `${migrating.file} migrates and restarts.`, at: migrating };
}

/** Where something migrates, in a file that restarts as well. */
const migration = perValue((commands: readonly CiCommand[]) => {
  const restarting = new Set(commands.filter(({ command }) => restarts(command)).map(({ at }) => at.file));
  return commands.find(({ command, at }) => restarting.has(at.file) && migrates(command))?.at;
});

function migrates(command: ShellCommand): boolean {
  if (isMigration(manageCall(command))) return true;
  const words = command.words.map(({ text }) => text);
  if (words.includes("--check") || words.includes("--plan")) return false;
  return words.some((word, n) => /(?:^|\/)manage\.py$/.test(word) && words[n + 1] === "migrate");
}

function restarts({ program, args }: ShellCommand): boolean {
  const words = args.map(({ text }) => text).filter((text) => !text.startsWith("-"));
  switch (program) {
    case "systemctl":
    case "supervisorctl":
      return /^(?:restart|reload)/.test(words[0] ?? "");
    case "service":
      return words.includes("restart") || words.includes("reload");
    case "docker":
      return words[0] === "compose"
        ? /^(?:up|restart)$/.test(composeCommand(words.slice(1)))
        : words[0] === "stack";
    case "docker-compose":
      return /^(?:up|restart)$/.test(composeCommand(words));
    case "kubectl":
      return words[0] === "rollout";
    case "sudo":
      return words.includes("restart");
    default:
      return false;
  }
}

/** The command of Compose among its words; files that `-f` names are no commands. */
function composeCommand(words: readonly string[]): string {
  return words.find((word) => !/\.ya?ml$/.test(word)) ?? "";
}

/** A service that only migrates, apart from the one that serves. */
function migratingService({ project, snapshot }: ChecklistContext): Evidence | undefined {
  for (const { path, purpose, services } of composeFiles(snapshot, project.deployment)) {
    if (purpose === "development") continue;
    const found = services.find(({ command }) => {
      const commands = command?.shell.commands ?? [];
      return commands.some(migrates) && commands.every((each) => migrates(each) || isSetup(each));
    });
    if (found !== undefined)
      return {
        detail: `${path} migrates in the service ${found.name}, and starts the others with each deploy.`,
        at: { file: path, ...found.nameRange },
      };
  }
  return undefined;
}

function isSetup(command: ShellCommand): boolean {
  return /^(?:collectstatic|check|compilemessages|createcachetable|wait_for_db)$/.test(
    manageCall(command)?.command ?? "",
  );
}
