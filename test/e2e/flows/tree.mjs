/** Finding one's way in the checklist: filter, search, next, notes, fixes; and a tree that stays as it is while somebody types. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { FIXED, MANUAL, PROBLEM, PROBLEM_LINE, SECTION } from "../items.mjs";
import { positionOf } from "../workbench.mjs";

export default async function ({ step, site, server, workbench }) {
  const folder = site();
  const file = path.join(folder, "mysite/settings.py");
  const settings = readFileSync(file, "utf8");
  const answers = () =>
    JSON.parse(readFileSync(path.join(folder, ".preflight/checklist.json"), "utf8")).items;
  const [code, vscode] = [await server(), await workbench()];
  const status = vscode.page.locator(".statusbar-item", { has: vscode.page.locator(".codicon-checklist") });

  await step("the status bar says how much blocks, and leads to the view", async () => {
    await vscode.open(code.url(folder));
    await status.waitFor();
    assert.match(await status.getAttribute("aria-label"), /\d problems break or expose production/);
    await status.click();
    await vscode.message("Production loads mysite.settings");
    await vscode.widenSidebar(220);
  });
  await step("a filter leaves the problems", async () => {
    await vscode.command("Django Preflight: Show Problems Only");
    await vscode.message("Only problems are shown.");
    await vscode.expand(SECTION);
    assert.equal(await vscode.shows(PROBLEM), true);
    assert.equal(await vscode.shows(MANUAL), false);
    await vscode.screenshot("tree-problems");
  });
  await step("the search finds what the filter hides", async () => {
    await vscode.command("Django Preflight: Go to Checklist Item");
    await vscode.page.locator(".quick-input-list .monaco-list-row").first().waitFor();
    await vscode.page.keyboard.type("restore");
    await vscode.screenshot("tree-search");
    await vscode.press("Enter");
    await vscode.selected(MANUAL);
    await vscode.message("Production loads mysite.settings");
  });
  await step("next goes through what is left to do, and to its line", async () => {
    await (await vscode.row(SECTION)).click();
    await vscode.command("Django Preflight: Go to Next Open Checklist Item");
    await vscode.selected(PROBLEM);
    await vscode.atLine(positionOf(settings, PROBLEM_LINE).line);
    // The focus is still in the tree.
    await vscode.press("Alt+F8");
    const selected = vscode.page.locator(".part.sidebar .monaco-list-row.selected .label-name");
    await vscode.retry("the next row", async () =>
      assert.notEqual(await selected.first().textContent(), PROBLEM),
    );
  });
  await step("any item takes a note", async () => {
    await vscode.rowCommand(PROBLEM, "Add Note...");
    await vscode.enter("until June");
    await vscode.described(PROBLEM, / Note( by .*)? on .*: until June$/);
    const [answer] = Object.values(answers());
    assert.equal(answer.note, "until June");
    assert.equal(answer.state, undefined);
    await vscode.rowCommand(PROBLEM, "Edit Note...");
    await vscode.enter("");
    await vscode.eventually(() => assert.deepEqual(answers(), {}));
  });
  await step("a problem is put aside only with a reason", async () => {
    await vscode.rowButton(PROBLEM, "Mark as Not Applicable...");
    await vscode.enter("");
    await vscode.page.locator(".quick-input-message", { hasText: "others will want to know" }).waitFor();
    await vscode.enter("a demo");
    await vscode.described(PROBLEM, /^Not applicable .*: a demo$/);
    await vscode.rowButton(PROBLEM, "Clear Answer");
    await vscode.described(PROBLEM, /SQLite/);
  });
  await step("a key draws nothing in the tree, and it stays as it is", async () => {
    const closed = "HTTPS & headers";
    await (await vscode.row(closed)).click();
    await vscode.press("ArrowLeft");
    await (await vscode.row(PROBLEM)).click();
    await vscode.atLine(positionOf(settings, PROBLEM_LINE).line);
    await vscode.page.keyboard.press("Control+1");
    const changes = await vscode.treeChanges(async () => {
      await vscode.press("Control+Home");
      await vscode.press("Control+Enter");
      await vscode.type("# what production gets");
      await vscode.page.waitForTimeout(2500);
    });
    assert.equal(changes, 0);
    await vscode.selected(PROBLEM);
    assert.equal(await (await vscode.row(closed)).getAttribute("aria-expanded"), "false");
    await (await vscode.row(PROBLEM)).click();
    await vscode.atLine(positionOf(settings, PROBLEM_LINE).line + 1);
    await vscode.screenshot("tree-typed");
  });
  await step("a fix is shown first on demand", async () => {
    await vscode.rowButton(FIXED.item, "Fix...");
    const row = vscode.page.locator(".quick-input-list .monaco-list-row", { hasText: FIXED.fix });
    await row.waitFor();
    await row.locator('.action-label[aria-label="Show the Change First"]').click();
    const preview = vscode.page.locator(".refactor-preview, .bulk-edit-panel").first();
    await preview.waitFor();
    await vscode.screenshot("tree-preview");
    await vscode.page.locator(".monaco-button:visible", { hasText: "Discard" }).click();
    assert.equal(readFileSync(file, "utf8"), settings);
  });
  await step("a fix is chosen in the tree", async () => {
    await vscode.rowButton(FIXED.item, "Fix...");
    const row = vscode.page.locator(".quick-input-list .monaco-list-row", { hasText: FIXED.fix });
    await row.waitFor();
    await vscode.screenshot("tree-fix");
    const changes = await vscode.treeChanges(async () => {
      await row.click();
      await vscode.described(FIXED.item, /^$/);
    });
    assert.ok(changes > 0);
    await vscode.saveAll();
    assert.match(readFileSync(file, "utf8"), FIXED.text);
  });
  await step("the filter survives a reload", async () => {
    await vscode.command("Django Preflight: Show Open Items Only");
    await vscode.message("Only open items are shown.");
    await vscode.page.waitForTimeout(2000);
    await vscode.reload();
    await vscode.openChecklist();
    await vscode.message("Only open items are shown.");
    assert.equal(await vscode.shows(FIXED.item), false);
    await vscode.screenshot("tree-open");
  });
}
