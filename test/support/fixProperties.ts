/** What every fix must do, and no fix may. */
import { analyze } from "../../server/src/analyze";
import { applyEdits, type FileChange } from "../../server/src/edits/edit";
import { applyFixes } from "../../server/src/fixing";
import type { OfferedFix, ReportedVerdict } from "../../server/src/report";
import { SourceDocument } from "../../server/src/syntax/document";
import { applyChanges, type Files } from "./exampleProject";
import { testGrammars } from "./grammars";
import { memorySnapshot } from "./memorySnapshot";

const grammars = await testGrammars();

export interface FixCheck {
  /** What is wrong, each with the rule and the fix. */
  readonly problems: readonly string[];
  /** The rules whose fixes were applied. */
  readonly applied: ReadonlySet<string>;
  /** Python files as the fixes left them. */
  readonly python: readonly string[];
}

interface Analysis {
  readonly verdicts: readonly ReportedVerdict[];
  readonly starts: boolean;
  readonly debugOn: boolean;
}

function analysisOf(files: Files): Analysis {
  const { projects } = analyze(memorySnapshot(files), {
    onError(what, error) {
      throw new Error(what, { cause: error });
    },
  });
  const verdicts = projects.flatMap((project) => project.verdicts);
  return {
    verdicts,
    starts: projects.every(({ startup }) => startup.state !== "raises" && startup.state !== "unknown"),
    debugOn: verdicts.some(({ rule, verdict }) => rule === "debug-true" && verdict.state === "violated"),
  };
}

const shownOf = ({ verdicts }: Analysis) => verdicts.filter(({ shown }) => shown);
const countOf = (analysis: Analysis, rule: string) =>
  shownOf(analysis).filter((each) => each.rule === rule).length;

function alarms(analysis: Analysis): ReadonlySet<string> {
  return new Set(
    shownOf(analysis).flatMap(({ rule, severity }) => (/error|warning/.test(severity) ? [rule] : [])),
  );
}

/** Rules whose fix puts something in that other rules are about: sessions, logins, WhiteNoise. */
const ADDING: ReadonlySet<string> = new Set([
  "csrf-middleware-missing",
  "middleware-required-by-app",
  "security-middleware-missing",
  "static-not-served",
  "whitenoise-middleware-missing",
]);

/** Rules whose fix takes something away that might have done anything: a .env file, a middleware that is not known. */
const CLEARING: ReadonlySet<string> = new Set([
  "debug-tool-in-production",
  "dotenv-overrides-platform",
  "middleware-unknown",
]);

/**
 * Rules about what ends the start, so that what comes behind it is not known before their fix, or about which of two modules
 * has the last word.
 */
const STARTING: ReadonlySet<string> = new Set([
  "pydantic-empty-bool",
  "pydantic-list-needs-json",
  "star-import-overwrites",
]);

/**
 * The rule about packages that nothing lists. The requirements of these projects are not whole: much of what their settings
 * import is not among them. One package may stand behind several findings.
 */
const UNLISTED = "module-not-in-deps";

/** What else a rule's fix brings to light. */
const REVEALED: Readonly<Record<string, readonly string[]>> = {
  // A list of patterns that only SecurityMiddleware reads.
  "security-middleware-missing": ["list-setting-split-empty"],
  // A policy that is one needs somebody to send it.
  "csp-not-dict": ["csp-without-middleware"],
  // MEDIA_ROOT is nothing without a storage that uses it.
  "storages-no-default": ["static-root-overlaps-media"],
  // Uploads reach S3 from then on.
  "legacy-storage-setting": ["s3-overwrites-uploads"],
  "storages-old-s3-path": ["s3-overwrites-uploads"],
  // Without a storage there is nothing to serve.
  "storages-no-staticfiles": ["static-not-served"],
  // A container has to collect what WhiteNoise is to serve.
  "static-not-served": ["docker-no-collectstatic"],
};

/** Whether a finding that comes with a fix was there before, and only its cause was shown. */
function wasHidden(before: Analysis, alarm: string, cause: string): boolean {
  if (REVEALED[cause]?.includes(alarm) || STARTING.has(cause)) return true;
  return before.verdicts.some(({ rule, verdict, coveredBy }) => {
    if (rule !== alarm) return false;
    if (verdict.state === "violated") return coveredBy === cause;
    if (verdict.state === "not-applicable") return ADDING.has(cause);
    // Code that ends before the value is there.
    return verdict.state === "undecided" && (CLEARING.has(cause) || /raises/.test(verdict.reason));
  });
}

/** Applies each fix of each finding by itself, and then all of them one after the other. */
export function checkFixes(name: string, files: Files): FixCheck {
  const problems: string[] = [];
  const applied = new Set<string>();
  const python: string[] = [];
  const before = analysisOf(files);
  for (const finding of shownOf(before)) {
    for (const fix of finding.fixes) {
      const complain = (what: string) => problems.push(`${name}: ${finding.rule}: ${fix.title}: ${what}`);
      applied.add(finding.rule);
      for (const problem of badEdits(files, fix.changes)) complain(problem);
      const after = applyChanges(files, fix.changes);
      python.push(...pythonOf(files, after));
      for (const problem of badOutcome(before, finding, fix, analysisOf(after))) complain(problem);
    }
  }
  const run = runAll(files);
  python.push(...pythonOf(files, run.files));
  problems.push(...run.problems.map((problem) => `${name}: ${problem}`));
  return { problems, applied, python };
}

/** What is wrong with the findings after a fix. */
function badOutcome(before: Analysis, finding: ReportedVerdict, fix: OfferedFix, after: Analysis): string[] {
  const problems: string[] = [];
  const { rule } = finding;
  const had = countOf(before, rule);
  const has = countOf(after, rule);
  if (fix.safety === "step") {
    const again = shownOf(after).some(
      (each) => each.rule === rule && each.fixes.some(({ title }) => title === fix.title),
    );
    if (again && has >= had) problems.push("is offered again");
    return problems;
  }
  if (has >= had) problems.push(`the finding is still there (${had} before, ${has} after)`);
  if (has < had - 1 && rule !== UNLISTED) problems.push(`cures ${had - has} findings at once`);
  // Settings that did not load, and settings with DEBUG on, hide much.
  if (!before.starts && after.starts) return problems;
  if (before.debugOn && !after.debugOn) return problems;
  for (const alarm of alarms(after)) {
    if (alarm === UNLISTED || alarms(before).has(alarm) || wasHidden(before, alarm, rule)) continue;
    problems.push(`brings ${alarm}`);
  }
  return problems;
}

/** What is wrong with the edits themselves. */
function badEdits(files: Files, changes: readonly FileChange[]): string[] {
  const problems: string[] = [];
  for (const change of changes) {
    if (change.kind === "delete" || change.kind === "rename") continue;
    const text = change.kind === "create" ? "" : (files[change.path] ?? "");
    if (change.kind === "edit") {
      for (const edit of change.edits) {
        const old = text.slice(edit.start, edit.end);
        if (old === edit.text) problems.push(`an edit of ${change.path} changes nothing`);
        const oldLines = old.split("\n");
        const lines = edit.text.split("\n");
        if (oldLines.length > 1 && lines.length > 1 && /\w/.test(lines[0]!) && oldLines[0] === lines[0]) {
          problems.push(
            `an edit of ${change.path} begins with a line that stays: ${JSON.stringify(lines[0])}`,
          );
        }
      }
    }
    const result = change.kind === "create" ? change.text : applyEdits(text, change.edits);
    if (text.includes("\r\n") && !/[^\r]\n/.test(text) && /[^\r]\n|^\n/.test(result))
      problems.push("mixes line ends");
    if (!text.includes("\r") && result.includes("\r")) problems.push("brings CRLF");
    // Taking the mark alone out is what a fix is for.
    const unmarks = change.kind === "edit" && change.edits.some(({ end, text }) => end === 1 && text === "");
    if (!unmarks && text.startsWith("\ufeff") !== result.startsWith("\ufeff")) problems.push("moves the BOM");
    if (text !== "" && change.path.endsWith(".py")) {
      for (const comment of lostComments(text, result)) problems.push(`loses ${JSON.stringify(comment)}`);
      if (/^[ \t]+\r?$/m.test(result) && !/^[ \t]+\r?$/m.test(text))
        problems.push("leaves blanks on an empty line");
      if (!/(?<!\n)\n{5}/.test(text) && /\n{5}/.test(result.replaceAll("\r", "")))
        problems.push("leaves many empty lines");
      if (!/^ +\S/m.test(text) && /^\t+\S/m.test(text) && /^ +[A-Za-z]/m.test(result))
        problems.push("mixes tabs and spaces");
    }
  }
  return problems;
}

/** Comments on lines of their own that go while the code below them stays. */
function lostComments(before: string, after: string): string[] {
  const code = (text: string) => countsOf(text.split("\n").map((line) => line.trim()));
  const linesBefore = code(before);
  const linesAfter = code(after);
  const goes = (line: string) => (linesAfter.get(line) ?? 0) < (linesBefore.get(line) ?? 0);
  return [...before.matchAll(/^[ \t]*(#.*?)\r?\n(.*)$/gm)].flatMap(([, comment, next]) =>
    goes(comment!) && !goes(next!.trim()) ? [comment!] : [],
  );
}

function pythonOf(before: Files, after: Files): string[] {
  return Object.entries(after).flatMap(([path, text]) =>
    path.endsWith(".py") && before[path] !== text ? [text] : [],
  );
}

/** Applies all fixes but steps until none is left, as `fix` does. */
function runAll(files: Files): { readonly problems: string[]; readonly files: Files } {
  const problems: string[] = [];
  const accepts = ({ safety }: OfferedFix) => safety !== "step";
  const run = (from: Files) =>
    applyFixes({
      accepts,
      analyze: (replaced) => {
        const current: Record<string, string> = { ...from };
        for (const [path, document] of replaced) {
          if (document === null) delete current[path];
          else current[path] = document.text;
        }
        const snapshot = memorySnapshot(current);
        return { report: analyze(snapshot), snapshot };
      },
      document: (path, text) => new SourceDocument(path, text, grammars),
    });
  const first = run(files);
  const result: Record<string, string> = { ...files };
  for (const [path, document] of first.replaced) {
    if (document === null) delete result[path];
    else result[path] = document.text;
  }
  if (first.applied.length > 40) problems.push(`${first.applied.length} fixes were applied`);
  for (const [fix, times] of countsOf(first.applied.map(({ rule, title }) => `${rule}: ${title}`))) {
    // Several findings of one rule may have the same fix.
    if (times > 6) problems.push(`all fixes: applied ${times} times: ${fix}`);
  }
  // What the run gave up on, or never could do.
  for (const project of first.report.projects) {
    for (const finding of project.verdicts.filter(({ shown }) => shown)) {
      const fixes = finding.fixes.filter(accepts);
      const fix = fixes.find(({ preferred }) => preferred) ?? (fixes.length === 1 ? fixes[0] : undefined);
      if (fix !== undefined) problems.push(`all fixes: left over: ${finding.rule}: ${fix.title}`);
    }
  }
  return { problems, files: result };
}

function countsOf(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
