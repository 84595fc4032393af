/** From the answers of rules to what a report says of them. */
import type { Policy } from "./config/policy";
import type { OfferedFix, ReportedVerdict, Suppression } from "./report";
import type { Finding, Rule, RuleContext, Verdict } from "./rules/rule";
import type { Snapshot } from "./snapshot";
import type { Location } from "./syntax/text";

/** Told about an exception of a rule or a fix. */
export type ErrorHandler = (what: string, error: unknown) => void;

/** "debug-true", "debug-true:2" */
function verdictId({ id }: Rule, n: number): string {
  return n === 0 ? id : `${id}:${n + 1}`;
}

/** What is reported of an answer that is no finding, and about no place. */
export function reportAnswer(rule: Rule, verdict: Verdict, n: number): ReportedVerdict {
  return {
    id: verdictId(rule, n),
    rule: rule.id,
    djangoIds: rule.djangoIds ?? [],
    verdict,
    scope: undefined,
    severity: verdict.severity ?? rule.severity,
    shown: false,
    coveredBy: undefined,
    suppressed: false,
    fixes: [],
  };
}

interface Surroundings {
  /** The rules that have findings: one of them may cover this one. */
  readonly violated: ReadonlySet<string>;
  /** What takes the finding away, if anything does. */
  readonly suppression: Suppression | undefined;
  readonly policy: Policy | undefined;
  readonly context: RuleContext;
  readonly onError: ErrorHandler | undefined;
}

/** What is reported of an answer about a place, with the severity that the configuration gives its rule. */
export function reportPlace(
  rule: Rule,
  verdict: Verdict,
  n: number,
  { violated, suppression, policy, context, onError }: Surroundings,
): ReportedVerdict {
  const isViolated = verdict.state === "violated";
  const { at, coveredBy: covering } = verdict;
  const coveredBy = isViolated && covering !== undefined && violated.has(covering) ? covering : undefined;
  const chosen = isViolated ? policy?.severityOf(rule.id)?.value : undefined;
  return {
    id: verdictId(rule, n),
    rule: rule.id,
    djangoIds: rule.djangoIds ?? [],
    verdict: at === undefined ? verdict : { ...verdict, at: firstLine(context.snapshot, at) },
    scope: at,
    severity: chosen === undefined || chosen === "off" ? (verdict.severity ?? rule.severity) : chosen,
    shown: isViolated && suppression === undefined && coveredBy === undefined,
    coveredBy,
    suppressed: suppression !== undefined,
    suppression,
    get fixes() {
      return isViolated ? offerFixes(rule, context, verdict as Finding, onError) : [];
    },
  };
}

/** What to underline of a place over several lines: its first line, so that a long list does not turn into waves. */
function firstLine(snapshot: Snapshot, at: Location): Location {
  const document = snapshot.file(at.file);
  if (document === undefined) return at;
  const { line } = document.lines.positionAt(at.start);
  const end = document.lines.lineEnd(line);
  if (at.end <= end) return at;
  const start = document.lines.lineStart(line);
  const text = document.text.slice(start, end);
  return {
    file: at.file,
    start: start + text.length - text.trimStart().length,
    end: start + text.trimEnd().length,
  };
}

/** The fixes of a rule that apply to a finding. */
function offerFixes(
  rule: Rule,
  context: RuleContext,
  finding: Finding,
  onError: ErrorHandler | undefined,
): OfferedFix[] {
  return (rule.fixes ?? []).flatMap((fix): OfferedFix[] => {
    try {
      const changes = fix.edits(context, finding);
      if (changes === undefined || changes.length === 0) return [];
      return [
        {
          title: typeof fix.title === "string" ? fix.title : fix.title(context, finding),
          safety: fix.safety,
          preferred: fix.preferred ?? false,
          changes,
        },
      ];
    } catch (error) {
      onError?.(`a fix of rule ${rule.id}`, error);
      return [];
    }
  });
}
