import { homepage } from "../../../../package.json";
import { rulePage } from "../../lsp/links";
import { rules } from "../../rules/index";
import type { Severity } from "../../rules/rule";
import { DOES_NOT_START, ruleSummary, type ShownFinding, type ShownPlace } from "../findings";

const LEVELS: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "note",
  hint: "note",
};

/**
 * SARIF 2.1.0, which code scanning services read: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * @param fingerprint a short text for an identity
 */
export function sarifReport(
  findings: readonly ShownFinding[],
  version: string,
  fingerprint: (identity: string) => string,
): string {
  const used = [...new Set(findings.map(({ rule }) => rule))].sort();
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "django-preflight",
            version,
            informationUri: homepage,
            rules: used.map((id) => ruleOf(id)),
          },
        },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { SRCROOT: { description: { text: "The directory that the command ran in." } } },
        results: findings.map((finding) => ({
          ruleId: finding.rule,
          ruleIndex: used.indexOf(finding.rule),
          level: LEVELS[finding.severity],
          message: { text: finding.message },
          // GitHub refuses a report in which a result has no place.
          locations: [
            finding.place === undefined
              ? { physicalLocation: artifactLocation(finding.project) }
              : locationOf(finding.place),
          ],
          ...(finding.related.length === 0
            ? {}
            : {
                relatedLocations: finding.related.map(({ place, message }, id) => ({
                  id,
                  ...locationOf(place),
                  message: { text: message },
                })),
              }),
          partialFingerprints: { "djangoPreflight/v1": fingerprint(finding.identity) },
        })),
      },
    ],
  };
  return JSON.stringify(log, undefined, 2);
}

function ruleOf(id: string) {
  const rule = rules.find((each) => each.id === id);
  const summary = ruleSummary(id);
  const page = id === DOES_NOT_START ? homepage : rulePage(id);
  return {
    id,
    shortDescription: { text: summary },
    // GitHub's code scanning asks for these two:
    // https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
    fullDescription: { text: `${summary}.` },
    help: { text: `Why, and how to mend it: ${page}`, markdown: `[Why, and how to mend it](${page})` },
    helpUri: page,
    defaultConfiguration: { level: LEVELS[rule?.severity ?? "error"] },
    properties: { tags: ["django", "deployment", ...(rule === undefined ? [] : [rule.group])] },
  };
}

function locationOf({ path, start, end }: ShownPlace) {
  return {
    physicalLocation: {
      ...artifactLocation(path),
      region: {
        startLine: start.line + 1,
        startColumn: start.character + 1,
        endLine: end.line + 1,
        // The end is exclusive, as ours.
        endColumn: end.character + 1,
      },
    },
  };
}

function artifactLocation(path: string) {
  return { artifactLocation: { uri: uriOf(path), uriBaseId: "SRCROOT" } };
}

function uriOf(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
