/** The environment variables that settings read, and where the repository lists them. */

import { join } from "../../paths";
import { isSetByHeroku } from "../../project/herokuVariables";
import { listedFile } from "../../snapshot";
import { perDocument } from "../../syntax/document";
import type { Location } from "../../syntax/text";
import { listed } from "../../wording";
import type { ChecklistContext, Decision, Evidence } from "../item";
import { notDecided } from "./basics";

/** Decides whether the settings take from the environment what differs between deployments. */
export function readsEnvironment({ settings }: ChecklistContext): Decision {
  const { variables } = settings;
  if (variables.length > 0)
    return {
      state: "ok",
      detail: `The settings read ${namesOf(variables)} from the environment, and no credential is written in them.`,
    };
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

/** Files that list variables for people, without values that count. */
const EXAMPLES = [
  ".env.example",
  ".env.sample",
  ".env.template",
  ".env.dist",
  "env.example",
  "example.env",
  ".env-example",
];

/** The variables that settings read and nobody sets by himself. */
function wanted({ settings }: ChecklistContext): readonly string[] {
  return settings.variables.filter((name) => !isSetByHeroku(name) && name !== "DATABASE_URL");
}

/** Why nobody has to set a variable; undefined if somebody has, or nobody knows. */
export function whyNothingToSet(context: ChecklistContext): string | undefined {
  const { settings } = context;
  if (settings.open !== undefined || wanted(context).length > 0) return undefined;
  return settings.variables.length === 0
    ? "the settings read no environment variable"
    : "Heroku sets the variables that the settings read";
}

/** A list in the repository that has all variables which the settings read. */
export function listOfVariables(context: ChecklistContext): Evidence | undefined {
  const names = wanted(context);
  if (names.length === 0) return undefined;
  return lists(context).find(({ has }) => names.every((name) => has.has(name)))?.evidence;
}

/** What no list in the repository has. */
export function unlistedVariables(context: ChecklistContext): string {
  const names = wanted(context);
  if (names.length === 0) return "It is not known which variables the settings read.";
  const [best] = lists(context).sort(
    (a, b) => missingIn(names, a.has).length - missingIn(names, b.has).length,
  );
  if (best === undefined) return `No file lists the variables that the settings read: ${namesOf(names)}.`;
  return `${best.evidence.at!.file} does not list ${namesOf(missingIn(names, best.has))}, which the settings read.`;
}

function missingIn(names: readonly string[], has: ReadonlySet<string>): readonly string[] {
  return names.filter((name) => !has.has(name));
}

interface VariableList {
  readonly has: ReadonlySet<string>;
  readonly evidence: Evidence;
}

function lists({ project, snapshot }: ChecklistContext): VariableList[] {
  const { root, appJson } = project.deployment;
  const all: VariableList[] = [];
  if (appJson !== undefined && appJson.env.length > 0)
    all.push(listOf(new Set(appJson.env.map(({ name }) => name)), { file: appJson.path, start: 0, end: 1 }));
  for (const directory of new Set([root, project.root])) {
    for (const name of EXAMPLES) {
      const document = listedFile(snapshot, join(directory, name));
      if (document === undefined || document.problem !== undefined) continue;
      all.push(listOf(variablesIn(document), { file: document.path, start: 0, end: 1 }));
    }
  }
  return all;
}

function listOf(has: ReadonlySet<string>, at: Location): VariableList {
  return { has, evidence: { detail: `${at.file} lists all variables that the settings read.`, at } };
}

/** The names in `NAME=value` lines; a commented-out line names a variable that may be left out. */
const variablesIn = perDocument(
  ({ text }): ReadonlySet<string> =>
    new Set(
      [...text.matchAll(/^[ \t]*#?[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=/gm)].map(([, name]) => name!),
    ),
);

function namesOf(names: readonly string[]): string {
  return listed(names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} other variables`] : names);
}
