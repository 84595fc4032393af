import type { ItemResult } from "../checklist/checklist";
import { rangeText } from "../project/djangoVersion";
import type { ChecklistProject, ItemFix } from "../protocol";
import type { ProjectReport, Report, ReportedVerdict } from "../report";
import { rules } from "../rules/index";
import type { Preflight } from "../service";
import type { Snapshot } from "../snapshot";
import { quickFix } from "./codeActions";
import { type Folder, locationOf } from "./convert";
import type { EditorState } from "./workspaceEdit";

/** The rules that have fixes, which may not apply to a finding: that is computed when somebody asks for them. */
const FIXABLE: ReadonlySet<string> = new Set(
  rules.filter(({ fixes = [] }) => fixes.length > 0).map(({ id }) => id),
);

/** What the checklist view shows for every project of a folder. */
export function checklistOf(
  preflight: Preflight,
  report: Report,
  snapshot: Snapshot,
  folder: Folder,
): ChecklistProject[] {
  return report.projects.map((project) => checklistProject(preflight, project, snapshot, folder));
}

function checklistProject(
  preflight: Preflight,
  report: ProjectReport,
  snapshot: Snapshot,
  folder: Folder,
): ChecklistProject {
  const { project, startup, verdicts } = report;
  const { range, reason } = project.django;
  const blocking = verdicts.filter(({ shown, severity }) => shown && severity === "error").length;
  return {
    rootUri: project.root === "" ? folder.uri : folder.uriOf(project.root),
    name: project.name,
    settings: project.settings.module?.name ?? null,
    settingsReason: project.settings.reason,
    candidates: project.settings.candidates.map(({ name }) => name),
    django: range === undefined ? null : rangeText(range),
    djangoReason: reason,
    blocking: blocking + (startup.state === "raises" ? 1 : 0),
    sections: preflight.checklist(report, snapshot).map(({ title, items }) => ({
      title,
      items: items.map((result) => {
        const { item, state, detail, at } = result;
        const findings = findingsOf(result, verdicts);
        return {
          id: item.id,
          title: item.title,
          why: item.why,
          link: item.link,
          ...(item.keywords === undefined ? {} : { keywords: item.keywords }),
          kind: item.kind,
          state,
          detail,
          ...(at === undefined ? {} : { location: locationOf(folder, snapshot, at) }),
          ...(state === "problem" && findings[0]?.severity === "error" ? { blocking: true } : {}),
          ...(fixedBy(findings, verdicts).some(({ rule }) => FIXABLE.has(rule)) ? { fixable: true } : {}),
        };
      }),
    })),
  };
}

/** The fixes of what keeps an item of a project's checklist from being done. */
export function itemFixes(
  preflight: Preflight,
  folder: Folder,
  editor: EditorState,
  projectRoot: string,
  itemId: string,
): Promise<readonly ItemFix[]> {
  return preflight.use((report, snapshot) => {
    const project = report.projects.find(({ project: { root } }) => root === projectRoot);
    if (project === undefined) return [];
    const results = preflight.checklist(project, snapshot).flatMap(({ items }) => items);
    const result = results.find(({ item }) => item.id === itemId);
    const findings = result === undefined ? [] : findingsOf(result, project.verdicts);
    const fixes = fixedBy(findings, project.verdicts).flatMap((reported) =>
      reported.fixes.map((fix): ItemFix => {
        const path = reported.verdict.at!.file;
        const action = quickFix(reported, fix, projectRoot, snapshot, folder, editor, path);
        return { action, problem: reported.verdict.message ?? "", review: fix.safety !== "safe" };
      }),
    );
    // Two findings of one rule may have the same fix, of both of them.
    const texts = fixes.map(({ action: { title, edit, data } }) =>
      JSON.stringify([title, edit, data?.planned]),
    );
    return fixes.filter((_, n) => texts.indexOf(texts[n]!) === n);
  });
}

/** The findings of an item that its rules decide, the one that it quotes first. */
function findingsOf(
  { item, state, verdict: quoted }: ItemResult,
  verdicts: readonly ReportedVerdict[],
): readonly ReportedVerdict[] {
  if (quoted === undefined || (state !== "problem" && state !== "open")) return [];
  const { rules = [] } = item.kind === "manual" ? {} : item;
  const findings = verdicts.filter(
    ({ rule, verdict, suppressed }) => rules.includes(rule) && verdict.state === "violated" && !suppressed,
  );
  return [...findings.filter(({ id }) => id === quoted), ...findings.filter(({ id }) => id !== quoted)];
}

/** The findings whose fixes help: a finding that follows from another goes away with that one. */
function fixedBy(
  findings: readonly ReportedVerdict[],
  verdicts: readonly ReportedVerdict[],
): readonly ReportedVerdict[] {
  const causes = findings.flatMap((reported) =>
    reported.shown ? [reported] : verdicts.filter(({ shown, rule }) => shown && rule === reported.coveredBy),
  );
  return [...new Set(causes)];
}
