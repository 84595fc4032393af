/** The add-ons that app.json and heroku.yml ask for. */
import type { TextEdit } from "../edits/edit";
import { setJson } from "../edits/json";
import { scopesOf } from "../files/appJson";
import { member } from "../files/schema";
import type { Project } from "../project/project";
import type { SourceDocument } from "../syntax/document";
import { type Location, lineBreakOf, type Range } from "../syntax/text";
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

/** Adds an add-on to app.json, before those that it lists. */
export function addAddon(
  { snapshot, project }: Pick<RuleContext, "snapshot" | "project">,
  plan: string,
): readonly TextEdit[] | undefined {
  const { appJson } = project.deployment;
  const document = appJson && snapshot.file(appJson.path);
  if (appJson === undefined || document === undefined) return undefined;
  const [first] = member(appJson.root, "addons")?.items ?? [];
  // As long as the list is on one line, so is what is added.
  if (first?.kind === "string")
    return [{ start: first.start, end: first.start, text: `"${plan}"${separator(document, first)}` }];
  return first === undefined
    ? setJson(document, ["addons"], [plan])
    : setJson(document, ["addons", 0], { plan });
}

/** What stands between an item and the one before it: a line break where the item has a line of its own. */
function separator({ text, lines }: SourceDocument, { start }: Range): string {
  const lineStart = lines.lineStart(lines.positionAt(start).line);
  const indent = text.slice(lineStart, start);
  return indent.trim() === "" ? `,${lineBreakOf(text)}${indent}` : ", ";
}
