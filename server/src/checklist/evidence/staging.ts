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

function deployDocument(context: ChecklistContext): Evidence | undefined {
  const told = documented(context, /\bgit push (?:-f |--force )?heroku\b|\bheroku container:release\b/);
  return told && { detail: `${told.file} tells how to deploy to Heroku.`, at: told };
}

function deploys(command: ShellCommand): boolean {
  const words = command.args.map(({ text }) => text);
  if (command.program === "git")
    return words[0] === "push" && words.some((word) => /^heroku\b|git\.heroku\.com/.test(word));
  return isHerokuCommand(command, "container:release") || isHerokuCommand(command, "builds:create");
}

const STAGING = /(?:^|[^a-z])(?:staging|stage|preprod|pre-production|uat)(?:[^a-z]|$)/i;

/** Settings, a job of CI, a command or review apps for what is not production. */
export const stagingApp = firstOf(stagingSettings, stagingJob, stagingCommand, reviewApps);

function stagingSettings({ project }: ChecklistContext): Evidence | undefined {
  const module = project.settings.candidates.find(({ name }) => STAGING.test(name));
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
  const found = operations(context).find(
    ({ command }) =>
      isHerokuCommand(command, "pipelines:promote") ||
      (/^(?:git|heroku)$/.test(command.program ?? "") && command.args.some(({ text }) => STAGING.test(text))),
  );
  return found && { detail: `${found.at.file} deploys to staging.`, at: found.at };
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
