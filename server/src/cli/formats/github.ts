import type { Severity } from "../../rules/rule";
import type { ShownFinding } from "../findings";

const LEVELS: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "notice",
  hint: "notice",
};

/**
 * Workflow commands, which GitHub Actions shows as annotations of the lines:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function githubReport(findings: readonly ShownFinding[]): string[] {
  return findings.map(({ rule, severity, message, place }) => {
    const properties: [string, string | number][] = [];
    if (place !== undefined) {
      const { path, start, end } = place;
      properties.push(["file", path], ["line", start.line + 1], ["endLine", end.line + 1]);
      // Columns count only on one line.
      if (start.line === end.line)
        properties.push(
          ["col", start.character + 1],
          ["endColumn", Math.max(end.character, start.character + 1)],
        );
    }
    properties.push(["title", rule]);
    const words = properties.map(([name, value]) => `${name}=${escaped(String(value), true)}`);
    return `::${LEVELS[severity]} ${words.join(",")}::${escaped(message, false)}`;
  });
}

function escaped(text: string, isProperty: boolean): string {
  const data = text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  return isProperty ? data.replaceAll(":", "%3A").replaceAll(",", "%2C") : data;
}
