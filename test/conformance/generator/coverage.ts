/** What a run of generated projects was made of: constructs, and ids reported and clear. */
import { compareVersions } from "../../../server/src/django/defaults";
import type { DjangoVersion } from "../../../server/src/project/project";
import type { Comparison } from "./comparison";
import { labelsOfGrammar } from "./fragment";
import type { GeneratedProject } from "./project";

const SHARE = 0.03;
const TIMES = 50;

/** Ids that a version has and that no settings alone can bring about, or take away, with the reason. */
const ONE_SIDED: Readonly<Record<string, string>> = {
  "admin.E401": "without contenttypes the admin's models do not load, and Django does not start",
  "admin.E405": "without auth the check itself raises",
};

/** Constructs that only newer versions of Django allow. */
const SINCE: Readonly<Record<string, DjangoVersion>> = { "django.utils.csp": "6.0" };

export class Coverage {
  projects = 0;
  started = 0;
  private readonly wanted: readonly string[];
  private readonly labels = new Map<string, number>();
  private readonly ids = new Map<string, { reported: number; clear: number }>();

  constructor(version: DjangoVersion) {
    this.wanted = [...labelsOfGrammar].filter(
      (label) => compareVersions(version, SINCE[label] ?? version) >= 0,
    );
  }

  note({ labels }: GeneratedProject, { reported }: Comparison): void {
    this.projects++;
    for (const label of labels) this.labels.set(label, (this.labels.get(label) ?? 0) + 1);
    if (reported === undefined) return;
    this.started++;
    for (const [id, says] of reported) {
      const counts = this.ids.get(id) ?? { reported: 0, clear: 0 };
      counts[says ? "reported" : "clear"]++;
      this.ids.set(id, counts);
    }
  }

  /** What is too rare, in words. Empty: the run says something of every construct and every check. */
  gaps(): string[] {
    const rare = this.wanted
      .filter((label) => (this.labels.get(label) ?? 0) < SHARE * this.projects)
      .map((label) => `${label}: in ${this.labels.get(label) ?? 0} of ${this.projects} projects`);
    const quiet = [...this.ids]
      .filter(([id, counts]) => !(id in ONE_SIDED) && Math.min(counts.reported, counts.clear) < TIMES)
      .map(([id, { reported, clear }]) => `${id}: reported ${reported} times, clear ${clear} times`);
    return [...rare, ...quiet];
  }

  /** All counts as text. */
  table(): string {
    const constructs = this.wanted
      .map((label) => [label, this.labels.get(label) ?? 0] as const)
      .sort((a, b) => a[1] - b[1])
      .map(([label, count]) => `${label} ${((100 * count) / this.projects).toFixed(1)} %`);
    const ids = [...this.ids]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, { reported, clear }]) => `${id} ${reported}/${clear}`);
    return [
      `${constructs.length} constructs by the share of projects with them, the rarest first:`,
      wrap(constructs),
      `${ids.length} ids, reported/clear in the ${this.started} projects that start:`,
      wrap(ids),
    ].join("\n");
  }
}

function wrap(items: readonly string[]): string {
  const lines = [""];
  for (const item of items) {
    const last = lines.at(-1)!;
    if (last.length + item.length > 118) lines.push(item);
    else lines[lines.length - 1] = last === "" ? item : `${last}; ${item}`;
  }
  return lines.map((line) => `  ${line}`).join("\n");
}
