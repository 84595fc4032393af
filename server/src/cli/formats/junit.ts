import { ruleSummary, type ShownFinding } from "../findings";

/**
 * A JUnit report, in the form that CI servers agree on: a suite for each project, a failed test case for each finding, and a
 * passed one where there is none. https://github.com/testmoapp/junitxml
 */
export function junitReport(
  projects: readonly { readonly key: string; readonly name: string }[],
  findings: readonly ShownFinding[],
): string {
  const suites = projects.map(({ key, name: project }) => {
    const own = findings.filter((finding) => finding.project === key);
    const cases = own.length > 0 ? own.map(failed) : [passed(key)];
    const counts = `tests="${cases.length}" failures="${own.length}" errors="0"`;
    return [`  <testsuite name="${xml(project)}" ${counts}>`, ...cases, "  </testsuite>"].join("\n");
  });
  const clean = projects.filter(({ key }) => !findings.some(({ project }) => project === key));
  const total = findings.length + clean.length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="django-preflight" tests="${total}" failures="${findings.length}" errors="0">`,
    ...suites,
    "</testsuites>",
  ].join("\n");
}

function failed({ project, rule, severity, message, place }: ShownFinding): string {
  const where =
    place === undefined ? "" : `${place.path}:${place.start.line + 1}:${place.start.character + 1}`;
  const file = place === undefined ? "" : ` file="${xml(place.path)}" line="${place.start.line + 1}"`;
  return [
    `    <testcase name="${xml(`${rule} ${where}`.trim())}" classname="${xml(project)}"${file}>`,
    `      <failure type="${severity}" message="${xml(message)}">${xml(`${where} ${ruleSummary(rule)}`.trim())}</failure>`,
    "    </testcase>",
  ].join("\n");
}

function passed(project: string): string {
  return `    <testcase name="nothing to report" classname="${xml(project)}"/>`;
}

/** Text for an attribute or an element; characters that XML 1.0 has no place for are left out. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"'\n\r\t]/g, (character) => `&#${character.charCodeAt(0)};`);
}
