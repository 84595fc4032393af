/** Evidence of deploys to Heroku and of a staging app. */
import { workflowsOf } from "../../project/containers";
import type { ShellCommand } from "../../syntax/shell";
import type { ChecklistContext, Evidence } from "../item";
import { documented, isHerokuCommand, operations } from "./operations";

/** That CI, a script or a document deploys to Heroku. */
export function deployedByCi(context: ChecklistContext): Evidence | undefined {
  const { recall, project } = context;
  const found = operations(context).find(({ command }) => deploys(command));
  if (found !== undefined) return { detail: `${found.at.file} deploys to Heroku.`, at: found.at };
  const action = recall("deploying actions", (snapshot) =>
    workflowsOf(snapshot, project.deployment)
      .flatMap(({ path, uses }) => uses.map(({ value, range }) => ({ value, at: { file: path, ...range } })))
      .find(({ value }) => /^[\w-]+\/[\w-]*heroku[\w-]*(?:@|$)/i.test(value)),
  );
  if (action !== undefined) return { detail: `${action.at.file} deploys to Heroku.`, at: action.at };
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

/** Settings, a review app or a workflow for an app that is not production's. */
export function stagingApp(context: ChecklistContext): Evidence | undefined {
  const { recall, project } = context;
  const { appJson } = project.deployment;
  const module = project.settings.candidates.find(({ name }) => STAGING.test(name));
  if (module !== undefined)
    return {
      detail: `${module.path} has the settings of staging.`,
      at: { file: module.path, start: 0, end: 0 },
    };
  const job = recall("staging jobs", (snapshot) =>
    workflowsOf(snapshot, project.deployment)
      .flatMap(({ path, commands }) =>
        commands.map(({ job: name, range }) => ({ name, at: { file: path, ...range } })),
      )
      .find(({ name }) => STAGING.test(name)),
  );
  if (job !== undefined) return { detail: `${job.at.file} has the job ${job.name}.`, at: job.at };
  const command = operations(context).find(
    (each) =>
      isHerokuCommand(each.command, "pipelines:promote") ||
      (["git", "heroku"].includes(each.command.program ?? "") &&
        each.command.args.some(({ text }) => STAGING.test(text))),
  );
  if (command !== undefined) return { detail: `${command.at.file} deploys to staging.`, at: command.at };
  const review = appJson?.root?.members
    ?.find(({ name }) => name === "environments")
    ?.value.members?.find(({ name }) => name === "review");
  return (
    review && {
      detail: `${appJson!.path} says how review apps are made.`,
      at: { file: appJson!.path, start: review.key.start, end: review.key.end },
    }
  );
}
