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

/**
 * The findings that stand on lines which a unified diff adds or changes. Throws UsageError if the text is no diff.
 * @param text as `git diff` prints it, with paths relative to where the command runs
 */
export function changedLines(text: string): Selection {
  let patches: ReturnType<typeof parsePatch>;
  try {
    patches = parsePatch(text);
  } catch (error) {
    throw new UsageError(`--diff: ${(error as Error).message.split("\n")[0]}`);
  }
  const changed = new Map<string, Set<number>>();
  for (const { newFileName, hunks } of patches) {
    if (newFileName === undefined || newFileName === "/dev/null") continue;
    const path = newFileName.replace(/^b\//, "").replace(/\t.*$/, "");
    const lines = changed.get(path) ?? new Set<number>();
    changed.set(path, lines);
    for (const hunk of hunks) {
      let line = hunk.newStart - 1;
      for (const entry of hunk.lines) {
        if (entry.startsWith("+")) lines.add(line);
        if (!entry.startsWith("-") && !entry.startsWith("\\")) line++;
      }
    }
  }
  return ({ place }) => {
    const lines = place && changed.get(place.path);
    if (place === undefined || lines === undefined) return false;
    for (let line = place.start.line; line <= place.end.line; line++) if (lines.has(line)) return true;
    return false;
  };
}
