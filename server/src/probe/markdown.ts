/** The results of a probe as a document for people. */
import { gradeLink, type ProbeReport, type ProbeResult } from "./probe";

/** What happened to the checklist, in whole sentences. */
export interface ProbeDocument {
  readonly report: ProbeReport;
  readonly checklist: readonly string[];
}

/** Markdown, in which nothing that the site sent can be anything but text. */
export function probeMarkdown({ report, checklist }: ProbeDocument): string {
  const { origin, at, requests, results } = report;
  const grade = gradeLink(report);
  return [
    `# Probe of ${escaped(origin)}`,
    `${at.slice(0, 10)}, ${at.slice(11, 16)} UTC, ${requests} ${requests === 1 ? "request" : "requests"}`,
    ...checklist.map(escaped),
    ...section(
      "To do",
      results.filter(({ state }) => state === "fail"),
      failed,
    ),
    ...section(
      "Not known",
      results.filter(({ state }) => state === "unknown"),
      inLine,
    ),
    ...section(
      "In order",
      results.filter(({ state }) => state === "pass"),
      inLine,
    ),
    ...section(
      "Left out",
      results.filter(({ state }) => state === "skipped"),
      inLine,
    ),
    ...(grade === undefined ? [] : [`[A grade for the headers from MDN's HTTP Observatory](${grade})`]),
    "",
  ].join("\n\n");
}

function section(
  title: string,
  results: readonly ProbeResult[],
  write: (result: ProbeResult) => string,
): string[] {
  return results.length === 0 ? [] : [`## ${title} (${results.length})`, results.map(write).join("\n")];
}

function failed(result: ProbeResult): string {
  const lines = result.evidence.map((line) => `  - ${code(line)}`);
  return [`${inLine(result)} *${result.severity}*, [learn more](${result.link})`, ...lines].join("\n");
}

function inLine({ title, detail }: ProbeResult): string {
  return `- **${escaped(title)}**: ${escaped(detail)}`;
}

/** A text as code: with more backticks around than are in it. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence} ${text} ${fence}`;
}

function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!~<>&|:]/g, "\\$&");
}
