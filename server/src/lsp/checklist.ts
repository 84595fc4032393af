import { rangeText } from "../project/djangoVersion";
import type { ChecklistProject } from "../protocol";
import type { ProjectReport, Report } from "../report";
import type { Preflight } from "../service";
import type { Snapshot } from "../snapshot";
import { type Folder, locationOf } from "./convert";

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
      items: items.map(({ item, state, detail, at, verdict }) => ({
        id: item.id,
        title: item.title,
        why: item.why,
        link: item.link,
        ...(item.keywords === undefined ? {} : { keywords: item.keywords }),
        kind: item.kind,
        state,
        detail,
        ...(at === undefined ? {} : { location: locationOf(folder, snapshot, at) }),
        ...(verdict === undefined ? {} : { verdict }),
      })),
    })),
  };
}
