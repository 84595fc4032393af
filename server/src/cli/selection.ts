/** Which findings a check is about: --select and --ignore, a baseline, the changed lines of a diff. */
import { parsePatch } from "diff";
import { noRule, rulesNamed } from "../config/policy";
import { UsageError } from "./arguments";
import { DOES_NOT_START, type ShownFinding } from "./findings";

/** True for the findings that are wanted. */
export type Selection = (finding: ShownFinding) => boolean;

/**
 * The findings of rules that are selected (all, if none is) and not ignored, by the names of rules or groups. Throws UsageError
 * for a name that is neither.
 */
export function selectRules(select: readonly string[], ignore: readonly string[]): Selection {
  const [wanted, unwanted] = [idsOf(select), idsOf(ignore)];
  return ({ rule }) => (select.length === 0 || wanted.has(rule)) && !unwanted.has(rule);
}

function idsOf(names: readonly string[]): Set<string> {
  return new Set(
    names.flatMap((name) => {
      if (name === DOES_NOT_START) return [name];
      const ids = rulesNamed(name);
      if (ids.length === 0) throw new UsageError(noRule(name));
      return ids;
    }),
  );
}

/** By path, the lines that a diff adds or changes, counted from 0. */
export type ChangedLines = ReadonlyMap<string, ReadonlySet<number>>;

/** What git writes before the new path: by default b, with diff.mnemonicPrefix i, w, c or o. With diff.noprefix nothing. */
const PREFIX = /^[biwco]\//;

/**
 * Reads a unified diff. Throws UsageError if the text is none; an empty one changes nothing.
 * @param text as `git diff` prints it, with paths relative to where the command runs
 * @returns each path as it is written, and without the prefix that it may have
 */
export function changedLines(text: string): ChangedLines {
  let patches: ReturnType<typeof parsePatch>;
  try {
    patches = parsePatch(text);
  } catch (error) {
    throw new UsageError(`--diff: ${(error as Error).message.split("\n")[0]}`);
  }
  if (text.trim() !== "" && patches.every(({ newFileName }) => newFileName === undefined))
    throw new UsageError("--diff: this is no unified diff, as `git diff` prints it");
  const changed = new Map<string, Set<number>>();
  for (const { newFileName, hunks } of patches) {
    if (newFileName === undefined || newFileName === "/dev/null") continue;
    const written = newFileName.replace(/\t.*$/, "");
    for (const path of new Set([written, written.replace(PREFIX, "")])) {
      const lines = changed.get(path) ?? new Set();
      changed.set(path, lines);
      for (const hunk of hunks) for (const line of newLines(hunk)) lines.add(line);
    }
  }
  return changed;
}

/** The lines that a hunk adds, counted from 0. */
function newLines({ newStart, lines }: ReturnType<typeof parsePatch>[number]["hunks"][number]): number[] {
  const found: number[] = [];
  let line = newStart - 1;
  for (const entry of lines) {
    if (entry.startsWith("+")) found.push(line);
    if (!entry.startsWith("-") && !entry.startsWith("\\")) line++;
  }
  return found;
}

/** The findings that stand on changed lines. */
export function onLines(changed: ChangedLines): Selection {
  return ({ place }) => {
    const lines = place && changed.get(place.path);
    if (place === undefined || lines === undefined) return false;
    for (let line = place.start.line; line <= place.end.line; line++) if (lines.has(line)) return true;
    return false;
  };
}
