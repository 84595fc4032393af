/** What a run of fixes comes to, for people to look at before any file changes. */
import type { AppliedFix, FixRun } from "./fixing";
import { ADDONS } from "./project/herokuVariables";
import type { Report } from "./report";
import type { Snapshot } from "./snapshot";
import { ANY, EXAMPLES, type Trials, trials } from "./trials";

export interface FixPlan {
  readonly applied: readonly AppliedFix[];
  readonly files: readonly ChangedFile[];
  readonly variables: readonly NewVariable[];
}

/** A file with its texts; undefined where it does not exist. */
export interface ChangedFile {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** A variable that people must think of because of the fixes: the settings did not ask for it, or did without it. */
export interface NewVariable {
  readonly name: string;
  /** Who sets it: people, for production or where they develop; or an add-on of Heroku. */
  readonly use: "production" | "development" | "add-on";
  /** True if the settings do not load without it where people develop. */
  readonly required: boolean;
  /** What it must be where people develop, unless any value does. */
  readonly value?: string;
}

export function fixPlan(run: FixRun, snapshot: Snapshot, before: Report): FixPlan {
  const files = [...run.replaced].flatMap(([path, document]): ChangedFile[] => {
    const file = { path, before: snapshot.file(path)?.text, after: document?.text };
    return file.before === file.after ? [] : [file];
  });
  const variables = run.report.projects.flatMap((after) => {
    const same = before.projects.find(({ project }) => project.root === after.project.root);
    return newVariables(trials(run.snapshot, after), same && trials(snapshot, same));
  });
  // Projects of one folder may share a variable.
  const byName = new Map(
    variables.toSorted((a, b) => Number(a.required) - Number(b.required)).map((each) => [each.name, each]),
  );
  return {
    applied: run.applied,
    // What goes comes first: where case does not count, "procfile" must be gone before "Procfile" can be.
    files: files.toSorted((a, b) => goes(b) - goes(a) || (a.path < b.path ? -1 : 1)),
    variables: [...byName.values()],
  };
}

function goes({ after }: ChangedFile): number {
  return after === undefined ? 1 : 0;
}

function newVariables(after: Trials, before: Trials | undefined): NewVariable[] {
  const development = new Map(
    [...after.variables].flatMap((name) => {
      const value = debugValue(name, after, before);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
  return [...after.variables].flatMap((name): NewVariable[] => {
    const value = development.get(name);
    if (value !== undefined) return [{ name, use: "development", required: false, value }];
    if (before?.variables.has(name) && (before.needs(name) || !after.needs(name))) return [];
    const use = ADDONS.has(name) ? "add-on" : "production";
    if (!after.requires(name, development)) return [{ name, use, required: false }];
    const fits = EXAMPLES.find((example) => after.loads(new Map([...development, [name, example]])));
    return [{ name, use, required: true, ...(fits === ANY || fits === undefined ? {} : { value: fits }) }];
  });
}

/** What a variable must be for DEBUG to be on, if DEBUG was on without it and is not any more. */
function debugValue(name: string, after: Trials, before: Trials | undefined): string | undefined {
  if (after.debug(name) !== false || before?.debug(name) === false) return undefined;
  return ["1", "True"].find((value) => after.debug(name, value) === true);
}
