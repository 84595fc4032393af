/** Suppression comments: `# preflight: ignore[rule-id] -- reason`, on the finding's line or alone on the line above. */
import type { Snapshot } from "./snapshot";
import type { Location } from "./syntax/text";

const COMMENT = /#\s*preflight:\s*ignore\[([\w\s,-]+)\]/;

/** Whether a comment suppresses a rule's finding at a place. */
export function isSuppressed(snapshot: Snapshot, at: Location, rule: string): boolean {
  const document = snapshot.file(at.file);
  if (document === undefined) return false;
  const { line } = document.lines.positionAt(at.start);
  const textOf = (n: number) => document.text.slice(document.lines.lineStart(n), document.lines.lineEnd(n));
  const names = (text: string) => (COMMENT.exec(text)?.[1] ?? "").split(",").map((name) => name.trim());
  if (names(textOf(line)).includes(rule)) return true;
  if (line === 0) return false;
  const above = textOf(line - 1);
  return /^\s*#/.test(above) && names(above).includes(rule);
}
