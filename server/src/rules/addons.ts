/** The add-ons that app.json and heroku.yml ask for. */
import type { TextEdit } from "../edits/edit";
import { setJson } from "../edits/json";
import { scopesOf } from "../files/appJson";
import { member } from "../files/schema";
import type { Project } from "../project/project";
import type { SourceDocument } from "../syntax/document";
import { type Location, lineBreakOf, type Range } from "../syntax/text";
import { get } from "../syntax/yaml";
import type { RuleContext } from "./rule";

export interface Addon {
  /** "heroku-postgresql:essential-0" */
  readonly plan: string;
  readonly at: Location;
  /** The kind of apps that get it in place of what other apps get: "test", "review". */
  readonly environment?: string;
}

export function addonsOf({ deployment: { appJson, herokuYml } }: Project): readonly Addon[] {
  return [
    ...scopesOf(appJson).flatMap(({ addons, environment }) =>
      addons.map(({ plan, planRange }) => ({ plan, at: { file: appJson!.path, ...planRange }, environment })),
    ),
    ...(herokuYml?.setup.addons ?? []).map(({ plan, planRange }) => ({
      plan,
      at: { file: herokuYml!.path, ...planRange },
    })),
  ];
}

/** Add-ons that are databases which DATABASE_URL may name. */
const DATABASES = /postgres|crunchy|timescale|neon|supabase|aiven|mysql|jawsdb|cleardb|cockroach/;

/** Whether app.json or heroku.yml asks for a database. */
export function hasDatabaseAddon(project: Project): boolean {
  return addonsOf(project).some(({ plan }) => DATABASES.test(plan));
}

/** The add-on for Heroku Postgres. */
export function postgresAddon(project: Project): Addon | undefined {
  return addonsOf(project).find(({ plan }) => /^heroku-postgresql(?::|$)/.test(plan));
}

/** Adds an add-on to app.json or heroku.yml, before those that are listed there. */
export function addAddon(
  { snapshot, project }: Pick<RuleContext, "snapshot" | "project">,
  file: string,
  plan: string,
): readonly TextEdit[] | undefined {
  const { appJson } = project.deployment;
  const document = snapshot.file(file);
  if (document === undefined) return undefined;
  if (appJson?.path !== file) return addToHerokuYml(document, plan);
  const [first] = member(appJson.root, "addons")?.items ?? [];
  // As long as the list is on one line, so is what is added.
  if (first?.kind === "string")
    return [{ start: first.start, end: first.start, text: `"${plan}"${separator(document, first)}` }];
  return first === undefined
    ? setJson(document, [["addons"], [plan]])
    : setJson(document, [["addons", 0], { plan }]);
}

function addToHerokuYml(document: SourceDocument, plan: string): readonly TextEdit[] | undefined {
  const { root, errorAt } = document.yaml();
  const list = get(get(root, "setup"), "addons");
  if (errorAt !== undefined || list?.kind !== "sequence" || document.text[list.start] !== "-")
    return undefined;
  const { lines, text } = document;
  const { line, character } = lines.positionAt(list.start);
  const start = lines.lineStart(line);
  const item = `${" ".repeat(character)}- plan: ${plan}${lineBreakOf(text)}`;
  return text.slice(start, list.start).trim() === "" ? [{ start, end: start, text: item }] : undefined;
}

/** What stands between an item and the one before it: a line break where the item has a line of its own. */
function separator({ text, lines }: SourceDocument, { start }: Range): string {
  const lineStart = lines.lineStart(lines.positionAt(start).line);
  const indent = text.slice(lineStart, start);
  return indent.trim() === "" ? `,${lineBreakOf(text)}${indent}` : ", ";
}

/** Whether an add-on may set a variable: its variables begin with its name, or with the one it is attached under. */
export function setsVariable(
  { plan, as }: { readonly plan: string; readonly as?: string },
  variable: string,
): boolean {
  const letters = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");
  const name = plan.split(":")[0]!.replace(/^heroku-/, "");
  if (name === "postgresql" && variable === "DATABASE_URL") return true;
  return [name, as ?? ""].some((start) => start !== "" && letters(variable).startsWith(letters(start)));
}
