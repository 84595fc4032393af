import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
} from "vscode-languageserver";
import { UNUSED_SUPPRESSION } from "../config/policy";
import type { ProjectReport, Report, ReportedVerdict } from "../report";
import type { Severity } from "../rules/rule";
import type { Snapshot } from "../snapshot";
import { type Folder, locationOf } from "./convert";
import { CONFIGURATION_PAGE, rulePage } from "./links";

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
    for (const { uri, diagnostic } of configurationDiagnostics(project, snapshot, folder))
      add(uri, diagnostic);
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
    ...tagsOf(rule),
    relatedInformation: (verdict.related ?? []).map(
      ({ location, message }): DiagnosticRelatedInformation => ({
        location: locationOf(folder, snapshot, location),
        message,
      }),
    ),
  };
}

function tagsOf(rule: string): Pick<Diagnostic, "tags"> {
  if (rule === UNUSED_SUPPRESSION) return { tags: [DiagnosticTag.Unnecessary] };
  return DEPRECATIONS.has(rule) ? { tags: [DiagnosticTag.Deprecated] } : {};
}

/** What is wrong with a configuration file. */
function configurationDiagnostics(
  { project, configurationProblems }: ProjectReport,
  snapshot: Snapshot,
  folder: Folder,
): readonly { readonly uri: string; readonly diagnostic: Diagnostic }[] {
  const file = project.configurationFile;
  if (file === undefined) return [];
  return configurationProblems.map(({ severity, message, range: { start, end } }) => {
    const { uri, range } = locationOf(folder, snapshot, { file, start, end });
    return {
      uri,
      diagnostic: {
        range,
        severity: SEVERITIES[severity],
        source: SOURCE,
        code: "configuration",
        codeDescription: { href: CONFIGURATION_PAGE },
        message,
      },
    };
  });
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
