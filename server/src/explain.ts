/** What production gets for one setting, and why: for hover and the `explain` command. */
import { type AnalyzeOptions, evaluateProject } from "./analyze";
import { manifestVariables, productionEnvironment } from "./project/environment";
import type { ProjectReport } from "./report";
import { display, type TaggedValue, tagged } from "./settings/display";
import type { Reading, Settings, Step } from "./settings/settings";
import type { Snapshot } from "./snapshot";
import type { Location } from "./syntax/text";

/** Values that are listed one by one. */
const MAX_ROWS = 6;

export interface SettingDescription {
  readonly name: string;
  /** False if the settings module does not set it, so that Django's default holds. */
  readonly defined: boolean;
  readonly rows: readonly SettingRow[];
  /** The same as data. */
  readonly value: TaggedValue;
  /** The lines that decided it, in the order they ran. */
  readonly history: readonly Step[];
}

export interface SettingRow {
  /** The reading in words: "DJANGO_DEBUG is not set", "app.json"; undefined if the value always holds. */
  readonly when: string | undefined;
  /** The value in Python's notation, secrets hidden. */
  readonly text: string;
  /** Where the value is written, if it is. */
  readonly at: Location | undefined;
}

/** Describes a setting, whether or not the module sets it. */
export function describeSetting(
  snapshot: Snapshot,
  report: ProjectReport,
  name: string,
  options: Pick<AnalyzeOptions, "environment">,
): SettingDescription {
  const { settings } = report;
  const readings = settings.readings(name);
  const decided = options.environment === undefined ? manifestRows(snapshot, report, name) : undefined;
  return {
    name,
    defined: settings.defines(name),
    rows: decided ?? rowsOf(name, settings),
    value: choice(name, readings),
    history: settings.history(name),
  };
}

/**
 * Where app.json or heroku.yml gives a variable a value that matters: the readings without it, then theirs under the
 * file's name. undefined where they do not matter.
 */
function manifestRows(snapshot: Snapshot, report: ProjectReport, name: string): SettingRow[] | undefined {
  const { project, settings } = report;
  const manifests = new Set(manifestVariables(productionEnvironment(project)).map(({ source }) => source));
  if (manifests.size === 0) return undefined;
  const environment = productionEnvironment(project, { withoutManifests: true });
  const open = evaluateProject(snapshot, project, { environment }).settings;
  if (sameReadings(open, settings, name)) return undefined;
  const file = [...manifests].join(" and ");
  return [
    ...rowsOf(name, open),
    ...rowsOf(name, settings).map((row) => ({
      ...row,
      when: row.when === undefined ? file : `${file}, ${row.when}`,
    })),
  ];
}

function sameReadings(a: Settings, b: Settings, name: string): boolean {
  const text = (settings: Settings) =>
    settings
      .readings(name)
      .map(({ value, when }) => `${when}: ${display(value, name)}`)
      .join("\n");
  return text(a) === text(b);
}

/** A row for each reading: whether the one variable is set where it hangs on one, else each value with its condition. */
function rowsOf(name: string, settings: Settings): SettingRow[] {
  const row = ({ value, when }: Reading): SettingRow => ({ when, text: display(value, name), at: value.at });
  const byVariable = settings.variableReadings(name);
  if (byVariable === undefined) {
    const readings = settings.readings(name);
    const rows = readings.slice(0, MAX_ROWS).map(row);
    const left = readings.length - rows.length;
    return left === 0
      ? rows
      : [...rows, { when: "other conditions hold", text: `${left} more values`, at: undefined }];
  }
  const { variable, unset, set } = byVariable;
  const [first, ...others] = set;
  const rows = unset.map((reading) => ({ ...row(reading), when: `${variable} is not set` }));
  if (first === undefined) return rows;
  if (others.length === 0) {
    return [...rows, { ...row(first), when: unset.length === 0 ? undefined : `${variable} is set` }];
  }
  const choices = set.map(({ value, when }) => `${display(value, name, 60)} if ${when}`).join("; ");
  return [...rows, { when: `${variable} is set`, text: `depends on ${variable}: ${choices}`, at: undefined }];
}

function choice(name: string, readings: readonly Reading[]): TaggedValue {
  const [first, ...others] = readings;
  if (first === undefined) return { kind: "unknown", reason: "the settings never load" };
  if (others.length === 0) return tagged(first.value, name);
  return {
    kind: "choice",
    options: readings.map(({ value, when }) => ({ when: when ?? "otherwise", value: tagged(value, name) })),
  };
}
