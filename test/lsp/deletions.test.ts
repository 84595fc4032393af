/**
 * Half-typed code: whichever single character is missing from a settings module, the analysis stands, the checklist is
 * whole, and findings of other statements stay where they are.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { SECTIONS } from "../../server/src/checklist/items";
import { nodeWorkspace } from "../../server/src/hosts/nodeWorkspace";
import type { Report } from "../../server/src/report";
import { createPreflight } from "../../server/src/service";
import { testGrammars } from "../support/grammars";
import { root } from "../support/root";

const directory = path.join(root, "test/fixtures/heroku-site");
const SETTINGS = "mysite/settings.py";
const ITEMS = SECTIONS.flatMap(({ items }) => items).length;
const text = readFileSync(path.join(directory, SETTINGS), "utf8");

/** Findings in the settings module, as "rule@offset". */
function findings(report: Report): string[] {
  return report.projects
    .flatMap(({ verdicts }) => verdicts)
    .filter(({ shown, verdict }) => shown && verdict.at!.file === SETTINGS)
    .map(({ rule, verdict }) => `${rule}@${verdict.at!.start}`);
}

it("survives the loss of any one character", async () => {
  const preflight = createPreflight({
    workspace: nodeWorkspace(directory),
    grammars: await testGrammars(),
    rootPath: directory,
  });
  preflight.open(SETTINGS, text);
  const before = findings(await preflight.check());
  expect(before.length).toBeGreaterThan(8);
  const { statements, lines } = await preflight.use((_, snapshot) => ({
    statements: snapshot
      .file(SETTINGS)!
      .python()
      .body.map(({ start, end }) => ({ start, end })),
    lines: snapshot.file(SETTINGS)!.lines,
  }));
  const problems: string[] = [];
  for (let offset = 0; offset < text.length; offset++) {
    const range = { start: lines.positionAt(offset), end: lines.positionAt(offset + 1) };
    if (text.slice(offset, offset + 2) === "\r\n") continue;
    preflight.change(SETTINGS, [{ range, text: "" }]);
    const { report, parses, items } = await preflight.use((report, snapshot) => ({
      report,
      parses: snapshot.file(SETTINGS)!.python().errorAt === undefined,
      items: preflight.checklist(report.projects[0]!, snapshot).flatMap((section) => section.items).length,
    }));
    const touched = statements.find(({ start, end }) => offset >= start && offset < end);
    const shift = (at: number) => (at > offset ? at - 1 : at);
    // Code that still parses may mean something else now; code that does not must change nothing elsewhere.
    const after = new Set(findings(report));
    for (const finding of parses ? [] : before) {
      const [rule, at] = finding.split("@") as [string, string];
      if (touched !== undefined && Number(at) >= touched.start && Number(at) <= touched.end) continue;
      if (!after.has(`${rule}@${shift(Number(at))}`)) {
        problems.push(`without ${JSON.stringify(text[offset])} at ${offset}: ${finding} is gone`);
      }
    }
    if (items !== ITEMS)
      problems.push(`without ${JSON.stringify(text[offset])} at ${offset}: ${items} items`);
    const back = lines.positionAt(offset);
    preflight.change(SETTINGS, [{ range: { start: back, end: back }, text: text[offset]! }]);
  }
  expect(problems).toEqual([]);
  expect(findings(await preflight.check())).toEqual(before);
  preflight.dispose();
}, 600_000);
