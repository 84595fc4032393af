/** Findings that were there when a project began to be checked: they are not reported until their line changes. */
import { isInside } from "../project/tree";
import { UsageError } from "./arguments";
import { pathOf, type ShownFinding } from "./findings";

const VERSION = 1;

export interface BaselineEntry {
  readonly rule: string;
  readonly path: string;
  /** Of the finding's identity. */
  readonly fingerprint: string;
}

export type Baseline = ReadonlyMap<string, BaselineEntry>;

type Fingerprint = (identity: string) => string;

/** Reads a baseline file. Throws UsageError if it is not one. */
export function parseBaseline(text: string, file: string): Baseline {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new UsageError(`${file} is no baseline: it is not JSON`);
  }
  const { version, findings } = (content ?? {}) as { version?: unknown; findings?: unknown };
  if (version !== VERSION || !Array.isArray(findings) || !findings.every(isEntry))
    throw new UsageError(
      `${file} is no baseline that this version reads; write it again with --write-baseline`,
    );
  return new Map(findings.map((entry) => [entry.fingerprint, entry]));
}

function isEntry(value: unknown): value is BaselineEntry {
  const entry = (value ?? {}) as Record<string, unknown>;
  return ["rule", "path", "fingerprint"].every((key) => typeof entry[key] === "string");
}

export function baselineOf(findings: readonly ShownFinding[], fingerprint: Fingerprint): Baseline {
  return new Map(
    findings.map((finding) => {
      const { rule, identity } = finding;
      const entry = { rule, path: pathOf(finding), fingerprint: fingerprint(identity) };
      return [entry.fingerprint, entry];
    }),
  );
}

/**
 * The entries that still have a finding, and those that were not looked for.
 * @param current all findings, whatever is selected of them
 * @param folders that were checked, as their paths are shown
 */
export function pruned(baseline: Baseline, current: Baseline, folders: readonly string[]): Baseline {
  const isChecked = (path: string) => folders.some((folder) => isInside(path, folder === "." ? "" : folder));
  return new Map(
    [...baseline].filter(([fingerprint, { path }]) => current.has(fingerprint) || !isChecked(path)),
  );
}

/** One entry a line, sorted, so that two branches which change different findings merge. */
export function baselineText(baseline: Baseline): string {
  const key = ({ path, rule, fingerprint }: BaselineEntry) => `${path}\n${rule}\n${fingerprint}`;
  const entries = [...baseline.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const lines = entries.map((entry) => `    ${JSON.stringify(entry)}`);
  const list = lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n  ]`;
  return `{\n  "version": ${VERSION},\n  "findings": ${list}\n}\n`;
}
