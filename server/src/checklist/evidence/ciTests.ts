/** Evidence that CI runs the tests. */
import { manageCall } from "../../project/processes";
import type { ChecklistContext, Evidence } from "../item";
import { type CiCommand, ciCommand, ciUsesOf } from "./ci";
import { firstOf, repositoryFile, startOf } from "./files";

const RUNNERS = /^(?:pytest|py\.test|unittest|nose2|behave|tox|nox|runtests)$/;
const TARGETS = /(?:^|[-_:.])tests?(?:$|[-_:.])/;

/** Whether a command runs Python's tests. */
function isTest({ command, programs }: CiCommand): boolean {
  if (manageCall(command)?.command === "test" || programs.some((name) => RUNNERS.test(name))) return true;
  const { program, programWord, args } = command;
  const words = args.map(({ text }) => text);
  if (program === undefined) return false;
  if (/^(?:make|just|task|invoke|inv)$/.test(program)) return words.some((word) => TARGETS.test(word));
  if (/^(?:coverage|docker|docker-compose)$/.test(program))
    return words.some((word, n) => /(?:^|\/)manage\.py$/.test(word) && words[n + 1] === "test");
  // ./run_tests.sh, python runtests.py
  const script = program === "python" ? words[0] : programWord?.text;
  return script !== undefined && /(?:^|\/)(?:run[-_]?)?tests?\.(?:sh|py)$/.test(script);
}

const workflowTests = ciCommand(isTest, () => "runs the tests");

/** A workflow of another repository that is named after the tests. */
const sharedTests = ciUsesOf(/^[\w-]+\/.*\/\.github\/workflows\/[\w-]*tests?[\w-]*\.ya?ml$/);

/** Heroku CI: `environments.test.scripts.test` of app.json. */
function herokuCi({ project: { deployment } }: ChecklistContext): Evidence | undefined {
  const { appJson } = deployment;
  const test = appJson?.environments
    .find(({ environment }) => environment === "test")
    ?.scripts.find(({ name }) => name === "test");
  return (
    test && {
      detail: `${appJson!.path} has a test script for Heroku CI.`,
      at: { file: appJson!.path, ...test.range },
    }
  );
}

const OTHERS = [
  ".travis.yml",
  "Jenkinsfile",
  "azure-pipelines.yml",
  ".drone.yml",
  ".woodpecker.yml",
  ".woodpecker.yaml",
  ".appveyor.yml",
  "appveyor.yml",
  ".buildkite/pipeline.yml",
  ".semaphore/semaphore.yml",
  "wercker.yml",
  "codeship-steps.yml",
];

/** A service whose files are not read. */
function otherService(context: ChecklistContext): Evidence | undefined {
  const path = repositoryFile(context, "other ci", OTHERS);
  return path === undefined ? undefined : { detail: `${path} sets up CI.`, at: startOf(path) };
}

/** The command of CI that runs the tests. */
export const ciTests = firstOf(workflowTests, herokuCi, sharedTests);

/** The same, or a service whose files are not read. */
export const ciService = firstOf(ciTests, otherService);
