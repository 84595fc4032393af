/** Evidence of deploys to Heroku and of a staging app. */
import { workflowsOf } from "../../project/containers";
import type { ShellCommand } from "../../syntax/shell";
import type { ChecklistContext, Evidence } from "../item";
import { ciUsesOf } from "./ci";
import { firstOf, startOf } from "./files";
import { documented, isHerokuCommand, operations } from "./operations";

/** That CI, a script or a document deploys to Heroku. */
export const deployed = firstOf(
  deployCommand,
  ciUsesOf(/^(?:[\w-]+\/[\w.-]*heroku[\w.-]*deploy[\w.-]*|circleci\/heroku|atlassian\/heroku-deploy)$/i),
  deployDocument,
);

function deployCommand(context: ChecklistContext): Evidence | undefined {
  const found = operations(context).find(({ command }) => deploys(command));
  return found && { detail: `${found.at.file} deploys to Heroku.`, at: found.at };
}

const toldDeploy = documented(/\bgit push (?:-f |--force )?heroku\b|\bheroku container:release\b/);

function deployDocument(context: ChecklistContext): Evidence | undefined {
  const told = toldDeploy(context);
  return told && { detail: `${told.file} tells how to deploy to Heroku.`, at: told };
}

function deploys(command: ShellCommand): boolean {
  const words = command.args.map(({ text }) => text);
  if (command.program === "git")
    return words[0] === "push" && words.some((word) => /^heroku\b|git\.heroku\.com/.test(word));
  return isHerokuCommand(command, "container:release") || isHerokuCommand(command, "builds:create");
}

const STAGING = /(?:^|[^a-z])(?:staging|preprod|pre-production|uat)(?:[^a-z]|$)/i;
const STAGING_MODULE = /(?:^|[._])(?:staging|stage|preprod|uat)(?:[._]|$)/i;

/** Settings, a job of CI, a command or review apps for what is not production. */
export const stagingApp = firstOf(stagingSettings, stagingJob, stagingCommand, reviewApps);

function stagingSettings({ project }: ChecklistContext): Evidence | undefined {
  const module = project.settings.candidates.find(({ name }) => STAGING_MODULE.test(name));
  return module && { detail: `${module.path} has the settings of staging.`, at: startOf(module.path) };
}

function stagingJob({ recall, project }: ChecklistContext): Evidence | undefined {
  const found = recall("staging jobs", (snapshot) =>
    workflowsOf(snapshot, project.deployment)
      .flatMap(({ path, commands }) =>
        commands.map(({ job, range }) => ({ job, at: { file: path, ...range } })),
      )
      .find(({ job }) => STAGING.test(job)),
  );
  return found && { detail: `${found.at.file} has the job ${found.job}.`, at: found.at };
}

function stagingCommand(context: ChecklistContext): Evidence | undefined {
  const found = operations(context).find(({ command }) => {
    const { program, args } = command;
    if (isHerokuCommand(command, "pipelines:promote")) return true;
    const named = args.some(({ text }) => STAGING.test(text));
    return named && (program === "heroku" || (program === "git" && args[0]?.text === "push"));
  });
  return found && { detail: `${found.at.file} has a command for the staging app.`, at: found.at };
}

function reviewApps({ project: { deployment } }: ChecklistContext): Evidence | undefined {
  const environments = deployment.appJson?.root?.members?.find(({ name }) => name === "environments");
  const review = environments?.value.members?.find(({ name }) => name === "review");
  if (review === undefined) return undefined;
  const { path } = deployment.appJson!;
  return {
    detail: `${path} says how review apps are made.`,
    at: { file: path, start: review.key.start, end: review.key.end },
  };
}
