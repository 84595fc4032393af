/** What the command `probe` prints; schemas/probe.schema.json describes the JSON. */
import { itemsOf } from "../probe/items";
import { gradeLink, type ProbeReport, type ProbeResult } from "../probe/probe";
import type { Recorded } from "../probe/record";
import type { Painter } from "./colours";
import { SCHEMA_VERSION } from "./json";

/** The results in the order of the checks, those that failed with the lines that decide. */
export function probeText(report: ProbeReport, recorded: Recorded | undefined, paint: Painter): string {
  const lines = report.results.flatMap((result) => [
    `${stateText(result, paint)}: ${result.title}: ${result.detail} [${result.id}]`,
    ...(result.state === "fail" ? result.evidence.map((line) => `    ${line}`) : []),
  ]);
  const link = gradeLink(report);
  return [
    `${report.origin}: ${report.requests} ${report.requests === 1 ? "request" : "requests"}`,
    ...lines,
    "",
    ...(recorded === undefined ? [] : recordedLines(report, recorded)),
    ...(link === undefined ? [] : [`a grade for the headers: ${link}`]),
    summary(report.results),
  ].join("\n");
}

function stateText({ state, severity }: ProbeResult, paint: Painter): string {
  return state === "fail" ? paint(severity, severity) : state;
}

function recordedLines({ trusted }: ProbeReport, { ticked, removed, contradicted }: Recorded): string[] {
  const line = (what: string, ids: readonly string[]) =>
    ids.length === 0 ? [] : [`${what}: ${ids.join(", ")}`];
  return [
    ...line("ticked", ticked),
    ...line("tick of an earlier probe removed", removed),
    ...line("not as somebody said", contradicted),
    ...(trusted
      ? []
      : ["nothing was ticked: with a certificate that is not trusted, anybody could have answered"]),
    ...(trusted && ticked.length === 0 ? ["there is nothing to tick"] : []),
  ];
}

/** "1 error, 2 for information, 12 passed, 3 unknown, 2 skipped" */
function summary(results: readonly ProbeResult[]): string {
  const failed = (severity: ProbeResult["severity"]) =>
    results.filter((result) => result.state === "fail" && result.severity === severity).length;
  const of = (state: ProbeResult["state"]) => results.filter((result) => result.state === state).length;
  const count = (n: number, word: string) => `${n} ${word}${n === 1 ? "" : "s"}`;
  return [
    [failed("error"), count(failed("error"), "error")] as const,
    [failed("warning"), count(failed("warning"), "warning")] as const,
    [failed("info") + failed("hint"), `${failed("info") + failed("hint")} for information`] as const,
    [of("pass"), `${of("pass")} passed`] as const,
    [of("unknown"), `${of("unknown")} unknown`] as const,
    [of("skipped"), `${of("skipped")} skipped`] as const,
  ]
    .flatMap(([n, text]) => (n === 0 ? [] : [text]))
    .join(", ");
}

/** `probe --format json`. */
export function probeJson(
  report: ProbeReport,
  recorded: Recorded | undefined,
  project: { readonly root: string; readonly settings: string | null } | undefined,
  toolVersion: string,
) {
  return {
    schemaVersion: SCHEMA_VERSION,
    toolVersion,
    url: report.origin,
    at: report.at,
    requests: report.requests,
    trusted: report.trusted,
    project: project ?? null,
    results: report.results.map(({ proves, ...result }) => ({
      ...result,
      items: itemsOf(result.id),
      proves,
    })),
    recorded:
      recorded === undefined
        ? null
        : { ticked: recorded.ticked, removed: recorded.removed, contradicted: recorded.contradicted },
    grade: gradeLink(report) ?? null,
  };
}
