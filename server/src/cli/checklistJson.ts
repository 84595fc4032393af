/** The launch report as JSON: schemas/checklist.schema.json describes it. */
import type { LaunchReport, ReportedProject } from "../checklist/report/launchReport";
import { rangeText } from "../project/djangoVersion";
import { SCHEMA_VERSION } from "./json";

export function launchReportJson({ date, toolVersion, projects }: LaunchReport): string {
  const report = { schemaVersion: SCHEMA_VERSION, toolVersion, date, projects: projects.map(projectJson) };
  return JSON.stringify(report, null, 2);
}

function projectJson(project: ReportedProject) {
  return {
    name: project.name,
    root: project.root,
    settings: project.settings ?? null,
    settingsReason: project.settingsReason,
    environment: project.environment ?? null,
    django: project.django === undefined ? null : rangeText(project.django, "-"),
    djangoReason: project.djangoReason,
    doesNotStart: project.doesNotStart ?? null,
    findings: project.findings,
    count: project.count,
    sections: project.sections.map(({ title, count, items }) => ({
      title,
      count,
      items: items.map(({ id, title, why, link, kind, status, evidence, place, answer }) => ({
        id,
        title,
        why,
        link,
        kind,
        status,
        evidence: evidence ?? null,
        file: place?.file ?? null,
        line: place?.line ?? null,
        answer: answer ?? null,
      })),
    })),
  };
}
