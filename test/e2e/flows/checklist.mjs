/** The checklist: what the files decide, a click to the line, and an answer that survives a reload. */
import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { MANUAL, PROBLEM, PROBLEM_LINE, SECTION } from "../items.mjs";
import { positionOf } from "../workbench.mjs";

export default async function ({ step, site, server, workbench }) {
  const folder = site({ ".git/config": "[core]\n\tbare = false\n[user]\n\tname = Ann Example\n" });
  const settings = readFileSync(path.join(folder, "mysite/settings.py"), "utf8");
  const answersFile = path.join(folder, ".preflight/checklist.json");
  const answers = () => JSON.parse(readFileSync(answersFile, "utf8")).items;
  const [code, vscode] = [await server(), await workbench()];

  await step("the view opens, with a badge", async () => {
    await vscode.open(code.url(folder));
    await vscode.activityIcon.locator(".badge-content", { hasText: /^\d+$/ }).waitFor();
    await vscode.openChecklist();
    await vscode.widenSidebar(220);
  });
  await step("the files decide some items, without a checkbox", async () => {
    await vscode.expand(SECTION);
    assert.match(
      await (await vscode.row(PROBLEM)).getAttribute("aria-label"),
      /, problem that breaks or exposes production, /,
    );
    assert.equal(await (await vscode.checkbox(PROBLEM)).count(), 0);
  });
  await step("a tooltip tells why it matters", async () => {
    await vscode.retry("the tooltip", async () => {
      await (await vscode.row(PROBLEM)).hover();
      const tooltip = vscode.page.locator(".monaco-hover:visible", { hasText: "Learn more" });
      await tooltip.waitFor({ timeout: 5000 });
    });
    await vscode.screenshot("checklist-tooltip");
  });
  await step("a click goes to the line", async () => {
    await (await vscode.row(PROBLEM)).click();
    await vscode.page.locator(".tab.active", { hasText: "settings.py" }).waitFor();
    await vscode.atLine(positionOf(settings, PROBLEM_LINE).line);
    await vscode.screenshot("checklist");
    await vscode.smallPicture("checklist", { x: 48, y: 36, width: 522, height: 290 });
  });
  const before = await vscode.description(SECTION);
  await step("a tick is stored with its author and date", async () => {
    await vscode.tick(MANUAL);
    await vscode.described(MANUAL, /^Done by Ann Example on /);
    await vscode.screenshot("checklist-ticked");
    const [answer] = Object.values(answers());
    assert.equal(answer.state, "done");
    assert.equal(answer.by, "Ann Example");
    assert.match(answer.on, /^\d{4}-\d{2}-\d{2}$/);
    assert.equal(await vscode.description(SECTION), oneMore(before));
  });
  await step("a tick survives a reload", async () => {
    await vscode.reload();
    await vscode.openChecklist();
    await vscode.ticked(MANUAL, true);
  });
  await step("an item is put aside with a reason", async () => {
    await vscode.rowCommand(MANUAL, "Mark as Not Applicable");
    await vscode.enter("no database");
    await vscode.described(MANUAL, /^Not applicable by Ann Example on .*: no database$/);
    assert.equal(Object.values(answers())[0].note, "no database");
    assert.equal(await (await vscode.checkbox(MANUAL)).count(), 0);
    await vscode.rowCommand(MANUAL, "Clear Answer");
    await vscode.ticked(MANUAL, false);
    assert.deepEqual(answers(), {});
  });
  await step("what others write into the file counts at once", async () => {
    const id = await vscode.tick(MANUAL).then(() => Object.keys(answers())[0]);
    const written = { state: "done", by: "Bob", on: "2026-03-01", note: "on staging", ticket: "OPS-1" };
    writeFileSync(
      answersFile,
      JSON.stringify({ version: 1, items: { [id]: written, future: { state: "later" } } }),
    );
    await vscode.described(MANUAL, /^Done by Bob on 2026-03-01: on staging$/);
    await vscode.clickCheckbox(MANUAL, () => vscode.ticked(MANUAL, false));
    await vscode.eventually(() => {
      assert.equal(answers()[id].state, undefined);
      assert.equal(answers()[id].note, "on staging");
      assert.equal(answers()[id].ticket, "OPS-1");
      assert.deepEqual(answers().future, { state: "later" });
    });
    rmSync(answersFile);
    await vscode.described(MANUAL, /^$/);
  });
  await step("a damaged file is reported and left alone", async () => {
    writeFileSync(answersFile, "{ oops");
    await vscode.message("cannot be used");
    const refusal = vscode.page.locator(".notification-toast", { hasText: "Nothing was written" });
    await vscode.clickCheckbox(MANUAL, () => refusal.waitFor({ timeout: 5000 }));
    await vscode.screenshot("checklist-damaged");
    await vscode.ticked(MANUAL, false);
    assert.equal(readFileSync(answersFile, "utf8"), "{ oops");
  });
  await step("once it is mended, all is as it was", async () => {
    writeFileSync(answersFile, '{ "version": 1, "items": {} }');
    await vscode.message("Production loads mysite.settings");
    await vscode.tick(MANUAL);
  });
}

/** "3 of 7" after one more is done. */
function oneMore(description) {
  const [done, rest] = description.split(" of ");
  return `${Number(done) + 1} of ${rest}`;
}
