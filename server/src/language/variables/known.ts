/** The environment variables that a project knows: what reads them, what sets them, and what Heroku gives by itself. */

import { type AppJsonVariable, parseAppJson } from "../../files/appJson";
import { ADDONS } from "../../project/herokuVariables";
import type { ProjectReport } from "../../report";
import type { Snapshot } from "../../snapshot";
import type { Range } from "../../syntax/text";
import type { Completion } from "../features";
import { PLATFORM_VARIABLES, platformVariable } from "../platform";

export interface KnownVariable {
  readonly name: string;
  /** "read by the settings", "in app.json" */
  readonly detail: string;
  /** Markdown. */
  readonly documentation: string | undefined;
}

/** All variables with a name that means something here: Heroku's, then those of the project. */
function knownVariables(snapshot: Snapshot, report: ProjectReport | undefined): readonly KnownVariable[] {
  const known = new Map<string, KnownVariable>();
  const buildpack = report?.project.deployment.target === "classic";
  for (const { name, documentation, buildpack: only } of PLATFORM_VARIABLES) {
    if (!only || buildpack || report === undefined)
      known.set(name, { name, detail: "Heroku", documentation });
  }
  const add = (name: string, detail: string) => {
    const before = known.get(name);
    known.set(name, {
      name,
      detail: before === undefined ? detail : `${before.detail}, ${detail}`,
      documentation: before?.documentation ?? platformVariable(name)?.documentation,
    });
  };
  for (const name of report?.variables ?? []) add(name, "read by the settings");
  const { appJson, herokuYml } = report?.project.deployment ?? {};
  const manifest = appJson && snapshot.file(appJson.path);
  for (const { name } of manifest === undefined ? [] : parseAppJson(manifest).env) add(name, "in app.json");
  for (const { name } of herokuYml?.setup.config ?? []) add(name, "in heroku.yml");
  return [...known.values()];
}

/** Variables that Heroku and its add-ons set, so that nobody else needs to. */
const GIVEN: ReadonlySet<string> = new Set(["PORT", "DYNO", "SOURCE_VERSION", ...ADDONS.keys()]);

/** Whether Heroku sets a variable, or an add-on of its own. */
export function isGivenByHeroku(name: string): boolean {
  return GIVEN.has(name);
}

/** The variables that a manifest may give a new app: those that the settings read, and a few that others do. */
export function settableVariables(
  snapshot: Snapshot,
  report: ProjectReport | undefined,
): readonly KnownVariable[] {
  const known = knownVariables(snapshot, report);
  const read = known.filter(({ name }) => report?.variables.has(name) && !GIVEN.has(name));
  const others = ["DJANGO_SETTINGS_MODULE", "WEB_CONCURRENCY", "DISABLE_COLLECTSTATIC"].flatMap((name) => {
    const documentation = platformVariable(name)?.documentation;
    return read.some((variable) => variable.name === name) ? [] : [{ name, detail: "Heroku", documentation }];
  });
  return [...read, ...others];
}

/** Names for behind `$`. */
export function variableCompletions(
  snapshot: Snapshot,
  report: ProjectReport | undefined,
  { range }: { readonly range: Range },
): readonly Completion[] {
  return knownVariables(snapshot, report).map(({ name, detail, documentation }) => ({
    label: name,
    kind: "variable",
    range,
    detail,
    documentation,
  }));
}

/** A variable for a hover: what it is, what reads it and what sets it; undefined where nothing is known of it. */
export function variableText(
  snapshot: Snapshot,
  report: ProjectReport | undefined,
  name: string,
): string | undefined {
  const platform = platformVariable(name);
  const lines: string[] = [];
  if (platform !== undefined) lines.push(platform.documentation);
  if (platform?.buildpack && report !== undefined && report.project.deployment.target !== "classic") {
    lines.push("Another build makes this app, so only a config var sets it.");
  }
  if (report?.variables.has(name)) lines.push("The settings read it.");
  const { appJson, herokuYml } = report?.project.deployment ?? {};
  const manifest = appJson && snapshot.file(appJson.path);
  const entry = manifest && parseAppJson(manifest).env.find((variable) => variable.name === name);
  if (entry !== undefined) lines.push(`app.json: ${givenTo(entry)}.`);
  if (herokuYml?.setup.config.some((variable) => variable.name === name))
    lines.push("heroku.yml sets it in new apps.");
  return lines.length === 0 ? undefined : [`**${name.replaceAll("_", "\\_")}**`, ...lines].join("\n\n");
}

/** What app.json does about a variable. */
function givenTo({ generator, value, required }: AppJsonVariable): string {
  if (generator === "secret") return "Heroku makes up a random value for each new app";
  if (value !== undefined) return "new apps get the value there";
  return required ? "new apps must be given a value" : "new apps may be given a value";
}
