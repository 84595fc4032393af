/** Findings that hold only because of what app.json or heroku.yml say about a variable, which production may change. */
import { environmentReads } from "../edits/python/environmentReads";
import { EditSession } from "../edits/session";
import type { Location } from "../syntax/text";
import type { RuleContext, Verdict } from "./rule";
import { underCondition } from "./verdicts";

export interface ManifestValue {
  readonly variable: string;
  readonly file: "app.json" | "heroku.yml";
  /** Where the manifest gives the value. */
  readonly at?: Location;
}

/** The manifest's value that an expression reads; undefined where it reads none, or more than one variable. */
export function manifestValue(context: RuleContext, at: Location | undefined): ManifestValue | undefined {
  const editor = at && new EditSession(context.snapshot).python(at.file);
  const found = at && editor?.expression(at);
  if (editor === undefined || found === undefined) return undefined;
  const variables = new Set(environmentReads(editor, found.node).map(({ variable }) => variable));
  const [variable] = variables;
  return variable === undefined || variables.size > 1 ? undefined : inManifest(context, variable);
}

/** Who has the last word is decided as in the environment of production: Procfile, heroku.yml, app.json. */
function inManifest({ project: { deployment } }: RuleContext, variable: string): ManifestValue | undefined {
  const named = (each: { readonly name: string }) => each.name === variable;
  const web = deployment.procfile?.processes.find(({ name }) => name === "web");
  if (web?.shell.commands.some(({ assignments }) => assignments.some(named))) return undefined;
  if (deployment.herokuYml?.setup.config.some(named)) return { variable, file: "heroku.yml" };
  const entry = deployment.appJson?.env.findLast(named);
  if (deployment.appJson === undefined || entry?.value === undefined || entry.generator !== undefined)
    return undefined;
  const { path } = deployment.appJson;
  return { variable, file: "app.json", at: entry.valueRange && { file: path, ...entry.valueRange } };
}

/** A finding that names the manifest's value as its reading, and sits there. */
export function underManifest(verdict: Verdict, manifest: ManifestValue | undefined): Verdict {
  if (verdict.state !== "violated" || manifest === undefined) return verdict;
  const { variable, file, at } = manifest;
  const message = underCondition(`with the value of ${variable} in ${file}`, verdict.message ?? "");
  if (at === undefined || verdict.at === undefined) return { ...verdict, message };
  const read = { location: verdict.at, message: `${variable} is read here` };
  return { ...verdict, message, at, related: [read, ...(verdict.related ?? [])] };
}
