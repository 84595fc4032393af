/** The migrations of a project's own apps. */
import { isComposeName } from "../../files/compose";
import { basename, join } from "../../paths";
import { isMigration, manageCall } from "../../project/processes";
import { FolderTree, isInside } from "../../project/tree";
import type { ChecklistContext, Decision, Evidence } from "../item";
import { type ContainerCommand, deployedCommands } from "./containers";
import { deployScripts } from "./deploys";
import { startOf } from "./files";
import { operations } from "./operations";

export interface AppMigrations {
  /** The name of the app's directory. */
  readonly app: string;
  readonly directory: string;
  /** "0001_initial.py" ... in their order. */
  readonly names: readonly string[];
}

/** The apps that have migrations, those with the most first. */
export function migrations({ recall, project }: ChecklistContext): readonly AppMigrations[] {
  return recall("migrations", (snapshot) => {
    const tree = new FolderTree(snapshot);
    return tree.directories
      .filter(
        (directory) => isInside(directory, project.root) && tree.hasDirectory(join(directory, "migrations")),
      )
      .map((app) => {
        const directory = join(app, "migrations");
        const names = (snapshot.directory(directory) ?? [])
          .map(({ name }) => name)
          .filter((name) => /^\d{4}_\w+\.py$/.test(name));
        return { app: basename(app), directory, names };
      })
      .filter(({ names }) => names.length > 0)
      .sort((a, b) => b.names.length - a.names.length);
  });
}

/** Why items on migrations are not for the project. */
export function withoutMigrations(context: ChecklistContext): string | undefined {
  return migrations(context).length === 0 ? "the project has no migrations of its own" : undefined;
}

/** An app with more migrations than this is worth squashing. */
const MANY = 40;

/** Why nothing is to be squashed. */
export function withoutLongHistory(context: ChecklistContext): string | undefined {
  const [longest] = migrations(context);
  if (longest === undefined) return "the project has no migrations of its own";
  if (longest.names.length > MANY || squashed(context) !== undefined) return undefined;
  const { length } = longest.names;
  return `no app has more than ${length === 1 ? "1 migration" : `${length} migrations`}`;
}

/** That migrations were squashed, or how many are waiting. */
export function squashedMigrations(context: ChecklistContext): Evidence | undefined {
  const done = squashed(context);
  const [longest] = migrations(context);
  if (longest !== undefined && longest.names.length > MANY) {
    const { app, directory, names } = longest;
    const file = join(directory, names.at(-1)!);
    const detail = `The app ${app} has ${names.length} migrations.`;
    return { detail, at: startOf(file), done: false };
  }
  if (done === undefined) return undefined;
  return { detail: `${done} replaces earlier migrations.`, at: startOf(done) };
}

/** The file of a migration that squashmigrations named. */
function squashed(context: ChecklistContext): string | undefined {
  for (const { directory, names } of migrations(context)) {
    const name = names.find((each) => /_squashed_/.test(each));
    if (name !== undefined) return join(directory, name);
  }
  return undefined;
}

/** That CI or a script looks at what migrations do. */
export function reviewedMigrations(context: ChecklistContext): Evidence | undefined {
  const found = operations(context).find(
    ({ command }) => command.program === "squawk" || manageCall(command)?.command === "lintmigrations",
  );
  return found && { detail: `${found.at.file} checks migrations.`, at: found.at };
}

/** Whether migrate runs in a deployment away from Heroku, where no rule judges it. */
export function decideMigrating(context: ChecklistContext): Decision | undefined {
  if (context.project.deployment.heroku) return undefined;
  const found = deployedCommands(context).filter(({ command }) => isMigration(manageCall(command)));
  const sure = found.find(({ certain }) => certain);
  if (sure !== undefined) return startsAnew(sure);
  const script = deployScripts(context);
  if (script !== undefined) return { state: "ok", ...script };
  const [maybe] = found;
  return maybe === undefined
    ? { state: "unknown", detail: "No file shows how a release migrates the database." }
    : { state: "unknown", detail: `${maybe.at.file} runs migrate in some cases.`, at: maybe.at };
}

/** A service of a Compose file is one container; a process may be many, which all start with a release. */
function startsAnew({ name, at }: ContainerCommand): Decision {
  if (name !== "web" || isComposeName(basename(at.file)))
    return { state: "ok", detail: `${at.file} runs migrate.`, at };
  return {
    state: "open",
    detail: `${at.file} runs migrate whenever the site starts: two processes that start together both migrate.`,
    at,
  };
}
