/** The environment variables that settings read, and where the repository lists them. */
import { ENVIRONMENT_EXAMPLES, variablesListed } from "../../files/environmentExample";
import { join } from "../../paths";
import { isSetByHeroku } from "../../project/herokuVariables";
import { judgeNeed } from "../../rules/variables";
import type { Settings } from "../../settings/settings";
import { listedFile } from "../../snapshot";
import { perDocument } from "../../syntax/document";
import type { Range } from "../../syntax/text";
import { listed } from "../../wording";
import type { ChecklistContext, Decision, Evidence } from "../item";
import { notDecided } from "./basics";

/** Decides whether the settings take from the environment what differs between deployments. */
export function readsEnvironment({ settings }: ChecklistContext): Decision {
  const { variables } = settings;
  if (variables.length > 0) {
    const read = variables.length > 3 ? `${variables.length} environment variables` : listed(variables);
    return { state: "ok", detail: `The settings read ${read}, and no credential is written in them.` };
  }
  if (settings.open !== undefined) return notDecided(settings.open);
  return {
    state: "open",
    detail: "The settings read no environment variable: every deployment has the same configuration.",
    at: settings.end,
  };
}

/** Why types of variables are not this project's concern. */
export function whyNoVariables({ settings }: ChecklistContext): string | undefined {
  return settings.variables.length === 0 && settings.open === undefined
    ? "the settings read no environment variable"
    : undefined;
}

/** Why nobody has to set a variable; undefined if somebody has, or nobody knows. */
export function whyNothingToSet(context: ChecklistContext): string | undefined {
  if (context.settings.variables.some((name) => isWanted(name))) return undefined;
  if (context.settings.variables.length === 0) return whyNoVariables(context);
  return context.project.deployment.heroku ? "Heroku sets the variables that the settings read" : undefined;
}

function isWanted(name: string): boolean {
  return !isSetByHeroku(name) && name !== "DATABASE_URL";
}

/** A list in the repository that has all variables without which the settings do not load. */
export function listOfVariables(context: ChecklistContext): Evidence | undefined {
  const names = needed(context.settings);
  if (names.length === 0) return undefined;
  const list = lists(context).find(({ entries }) => names.every((name) => entries.has(name)));
  if (list === undefined) return undefined;
  const which = names.length > 3 ? `all ${names.length} variables` : `${listed(names)},`;
  const at = { file: list.path, ...list.entries.get(names[0]!)! };
  return { detail: `${list.path} lists ${which} without which the settings do not load.`, at };
}

/** What no list in the repository has. */
export function unlistedVariables(context: ChecklistContext): string {
  const { settings } = context;
  const names = needed(settings);
  if (names.length === 0) return withDefaults(settings);
  const missing = lists(context).map(({ path, entries }) => ({
    path,
    names: names.filter((name) => !entries.has(name)),
  }));
  const [best] = missing.sort((a, b) => a.names.length - b.names.length);
  const where = best === undefined ? "No file of the repository lists" : `${best.path} does not list`;
  return `${where} ${namesOf(best?.names ?? names)}, without which the settings do not load.`;
}

function withDefaults({ variables }: Settings): string {
  const names = variables.filter(isWanted);
  if (names.length === 0) return "It is not known which variables the settings read.";
  return `No variable is known without which the settings do not load: see whether production needs ${namesOf(names)}.`;
}

const required = new WeakMap<Settings, readonly string[]>();

/** The variables without which the settings do not load. */
function needed(settings: Settings): readonly string[] {
  const known = required.get(settings);
  if (known !== undefined) return known;
  const names = settings.variables.filter((name) => isWanted(name) && isNeeded(settings, name));
  required.set(settings, names);
  return names;
}

function isNeeded(settings: Settings, name: string): boolean {
  const { state, when } = judgeNeed(settings, name);
  return state === "violated" && when === undefined;
}

interface VariableList {
  readonly path: string;
  readonly entries: ReadonlyMap<string, Range>;
}

function lists({ project, snapshot }: ChecklistContext): VariableList[] {
  const { root, appJson } = project.deployment;
  const examples = [...new Set([root, project.root])].flatMap((directory) =>
    ENVIRONMENT_EXAMPLES.flatMap((name) => listedFile(snapshot, join(directory, name)) ?? []),
  );
  const found = examples.map((document) => ({ path: document.path, entries: entriesOf(document) }));
  if (appJson === undefined || appJson.env.length === 0) return found;
  const entries = new Map(appJson.env.map(({ name, nameRange }) => [name, nameRange]));
  return [{ path: appJson.path, entries }, ...found];
}

const entriesOf = perDocument(
  (document): ReadonlyMap<string, Range> =>
    new Map(variablesListed(document).map(({ name, start, end }) => [name, { start, end }])),
);

function namesOf(names: readonly string[]): string {
  return listed(names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} other variables`] : names);
}
