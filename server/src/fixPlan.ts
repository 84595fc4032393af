/** What a run of fixes comes to, for people to look at before any file changes. */
import { evaluateProject } from "./analyze";
import type { AppliedFix, FixRun } from "./fixing";
import type { ProjectReport, Report } from "./report";
import { DEBUG_VARIABLE } from "./rules/production";
import type { Snapshot } from "./snapshot";

export interface FixPlan {
  readonly applied: readonly AppliedFix[];
  readonly files: readonly ChangedFile[];
  /** Environment variables that the settings did not ask for before. */
  readonly variables: readonly NewVariable[];
}

/** A file with its texts; undefined where it does not exist. */
export interface ChangedFile {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface NewVariable {
  readonly name: string;
  /** Who sets it: people, for production or where they develop; or an add-on of Heroku. */
  readonly use: "production" | "development" | "add-on";
  /** True if the settings do not load without it. */
  readonly required: boolean;
}

export function fixPlan(run: FixRun, snapshot: Snapshot, before: Report): FixPlan {
  const files = [...run.replaced].flatMap(([path, document]): ChangedFile[] => {
    const file = { path, before: snapshot.file(path)?.text, after: document?.text };
    return file.before === file.after ? [] : [file];
  });
  const variables = run.report.projects.flatMap((after) => {
    const same = before.projects.find(({ project }) => project.root === after.project.root);
    return newVariables(after, same?.variables ?? new Set(), run.snapshot);
  });
  // Projects of one folder may share a variable.
  const byName = new Map(
    variables.toSorted((a, b) => Number(a.required) - Number(b.required)).map((each) => [each.name, each]),
  );
  return {
    applied: run.applied,
    files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    variables: [...byName.values()],
  };
}

function useOf(name: string): NewVariable["use"] {
  if (name === "DATABASE_URL") return "add-on";
  return name === DEBUG_VARIABLE ? "development" : "production";
}

function newVariables(
  { project, variables }: ProjectReport,
  known: ReadonlySet<string>,
  snapshot: Snapshot,
): NewVariable[] {
  const isRequired = (name: string) => {
    const others = [...variables].filter((other) => other !== name);
    const set = new Map(others.map((other) => [other, { source: "taken to be set" }]));
    const environment = { variables: set, closed: true };
    return evaluateProject(snapshot, project, { environment }).startup.state === "raises";
  };
  return [...variables]
    .filter((name) => !known.has(name))
    .map((name) => ({ name, use: useOf(name), required: isRequired(name) }));
}
