import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
} from "vscode-languageserver-types";
import type { ProjectReport, Report, ReportedVerdict } from "../report";
import type { Severity } from "../rules/rule";
import type { Snapshot } from "../snapshot";
import { type Folder, locationOf } from "./convert";
import { rulePage } from "./links";

const SOURCE = "django-preflight";

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const DEPRECATIONS = new Set(["runtime-txt-deprecated", "legacy-storage-setting"]);

/** What to show, by file URI. */
export function diagnosticsOf(report: Report, snapshot: Snapshot, folder: Folder): Map<string, Diagnostic[]> {
  const byFile = new Map<string, Diagnostic[]>();
  const add = (uri: string, diagnostic: Diagnostic) => {
    const known = byFile.get(uri) ?? [];
    byFile.set(uri, known);
    // Two projects may share a file; what both say is said once.
    const same = (other: Diagnostic) => JSON.stringify(other) === JSON.stringify(diagnostic);
    if (!known.some(same)) known.push(diagnostic);
  };
  for (const project of report.projects) {
    const startup = startupDiagnostic(project, snapshot, folder);
    if (startup !== undefined) add(startup.uri, startup.diagnostic);
    for (const verdict of project.verdicts) {
      if (!verdict.shown) continue;
      add(folder.uriOf(verdict.verdict.at!.file), diagnosticOf(verdict, snapshot, folder));
    }
  }
  return byFile;
}

export function diagnosticOf(reported: ReportedVerdict, snapshot: Snapshot, folder: Folder): Diagnostic {
  const { verdict, rule, severity } = reported;
  return {
    range: locationOf(folder, snapshot, verdict.at!).range,
    severity: SEVERITIES[severity],
    source: SOURCE,
    code: rule,
    codeDescription: { href: rulePage(rule) },
    message: verdict.message!,
    ...(DEPRECATIONS.has(rule) ? { tags: [DiagnosticTag.Deprecated] } : {}),
    relatedInformation: (verdict.related ?? []).map(
      ({ location, message }): DiagnosticRelatedInformation => ({
        location: locationOf(folder, snapshot, location),
        message,
      }),
    ),
  };
}

/** Settings that do not load, or that are not followed to their end. */
function startupDiagnostic(
  { startup }: ProjectReport,
  snapshot: Snapshot,
  folder: Folder,
): { uri: string; diagnostic: Diagnostic } | undefined {
  if ((startup.state !== "raises" && startup.state !== "unknown") || startup.at === undefined)
    return undefined;
  const { uri, range } = locationOf(folder, snapshot, startup.at);
  return {
    uri,
    diagnostic: {
      range,
      severity: startup.state === "raises" ? DiagnosticSeverity.Error : DiagnosticSeverity.Information,
      source: SOURCE,
      code: "settings-do-not-load",
      message:
        startup.state === "unknown"
          ? `The settings are not followed to their end: ${startup.reason}.`
          : `Production does not start: the settings raise ${startup.exception}`,
    },
  };
}
