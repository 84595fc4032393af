/**
 * What takes findings away: comments `# preflight: ignore[rule-id] -- reason`, on the finding's line or alone above it; the
 * configuration; and SILENCED_SYSTEM_CHECKS.
 */
import type { Policy } from "./config/policy";
import type { CheckResult, Suppression } from "./report";
import type { Finding, Rule, RuleContext } from "./rules/rule";
import { contains } from "./settings/plain";
import type { Snapshot } from "./snapshot";
import { perDocument, type SourceDocument } from "./syntax/document";
import { pythonLines } from "./syntax/python/lines";
import type { Location, Range } from "./syntax/text";

export interface SuppressionComment {
  /** From the `#` to the end of the line, or of this part of the comment. */
  readonly range: Range;
  /** From the bracket's inside: what is named. */
  readonly rules: readonly { readonly id: string; readonly range: Range }[];
  readonly reason: string | undefined;
  /** The lines of which findings are ignored, counted from 0. */
  readonly lines: readonly number[];
}

const COMMENT = /#\s*preflight:\s*ignore\[([^\]\n]*)\](?:\s*--\s*([^#\n]*))?/g;

/** Whether a file may hold comments that begin with `#`. */
export function hasComments(path: string): boolean {
  return !path.endsWith(".json") && !path.endsWith(".lock");
}

/** The suppression comments of a file, in their order. */
export const suppressionComments = perDocument((document): readonly SuppressionComment[] => {
  const { path, text, problem } = document;
  if (problem !== undefined || !hasComments(path) || !/preflight:\s*ignore\[/.test(text)) return [];
  return commentsOf(document).flatMap(({ start, end }) =>
    [...text.slice(start, end).matchAll(COMMENT)].map((match): SuppressionComment => {
      const from = start + match.index;
      const inside = from + match[0].indexOf("[") + 1;
      return {
        range: { start: from, end: from + match[0].trimEnd().length },
        rules: namesIn(match[1]!, inside),
        reason: match[2]?.trim() || undefined,
        lines: linesUnder(document, from),
      };
    }),
  );
});

function namesIn(list: string, offset: number): SuppressionComment["rules"] {
  return [...list.matchAll(/[^\s,]+/g)].map((match) => {
    const start = offset + match.index;
    return { id: match[0], range: { start, end: start + match[0].length } };
  });
}

/** Where comments are. Outside of Python every `#` is taken for one. */
function commentsOf({ path, text }: SourceDocument): readonly Range[] {
  if (path.endsWith(".py")) return pythonLines(text).flatMap(({ comment }) => comment ?? []);
  return [...text.matchAll(/#[^\r\n]*/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The line of a comment; where it stands alone, also the next line that is no comment. */
function linesUnder({ text, lines }: SourceDocument, offset: number): readonly number[] {
  const { line } = lines.positionAt(offset);
  const isComment = (n: number) => /^\s*#/.test(text.slice(lines.lineStart(n), lines.lineEnd(n)));
  if (!isComment(line)) return [line];
  let below = line + 1;
  while (below < lines.lineCount && isComment(below)) below++;
  return [line, below];
}

/** The comment that suppresses a rule's finding at a place. */
function commentOn(snapshot: Snapshot, at: Location, rule: string): Suppression | undefined {
  const document = snapshot.file(at.file);
  const comments = document === undefined ? [] : suppressionComments(document);
  if (document === undefined || comments.length === 0) return undefined;
  const { line } = document.lines.positionAt(at.start);
  const found = comments.find(
    ({ lines, rules }) => lines.includes(line) && rules.some(({ id }) => id === rule),
  );
  return found && { by: "comment", at: { file: at.file, ...found.range }, reason: found.reason };
}

interface Decisions extends RuleContext {
  readonly policy: Policy | undefined;
  /** Django's own checks, which are found when they are needed. */
  readonly checks: () => readonly CheckResult[];
}

/** What suppresses a finding, as a function of it; undefined: nothing does. */
export function suppressions({
  snapshot,
  settings,
  policy,
  checks,
}: Decisions): (rule: Rule, finding: Finding) => Suppression | undefined {
  const silenced = settings.value("SILENCED_SYSTEM_CHECKS", { worlds: "all" });
  let known: readonly CheckResult[] | undefined;
  const isSilenced = (id: string) => contains(silenced, id) === true;
  return (rule, { at }) => {
    const comment = commentOn(snapshot, at, rule.id);
    if (comment !== undefined) return comment;
    const severity = policy?.severityOf(rule.id);
    if (severity?.value === "off") return { by: "configuration", at: severity.at, reason: undefined };
    const entry = policy?.ignoring(rule.id, at.file);
    if (entry !== undefined) return { by: "configuration", at: entry.at, reason: entry.reason };
    const ids = rule.djangoIds ?? [];
    // To run the checks takes time: most settings silence none.
    if (!ids.some(isSilenced)) return undefined;
    known ??= checks();
    return saysNoMore(ids, known, isSilenced)
      ? {
          by: "SILENCED_SYSTEM_CHECKS",
          at: settings.location("SILENCED_SYSTEM_CHECKS"),
          reason: ids.filter(isSilenced).join(", "),
        }
      : undefined;
  };
}

/**
 * Whether a rule's findings are what Django's checks would report as well, and all of those are silenced. Where Django itself
 * finds nothing, the rule says more than its checks, and silencing them does not mean the rule.
 */
function saysNoMore(
  ids: readonly string[],
  checks: readonly CheckResult[],
  isSilenced: (id: string) => boolean,
): boolean {
  const heard = checks.filter(
    ({ id, state }) => ids.includes(id) && state !== "clear" && state !== "not-applicable",
  );
  // A check that raises ends the command, silenced or not.
  return heard.length > 0 && heard.every(({ id, state }) => state !== "raises" && isSilenced(id));
}
