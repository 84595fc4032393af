/** No project, and several of them: in one folder, and in a workspace of several folders. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { MANUAL, SECTION } from "../items.mjs";

export default async function ({ step, site, directory, server, workbench }) {
  const shop = path.join(directory, "shop");
  const empty = path.join(directory, "empty");
  for (const folder of [shop, empty]) mkdirSync(folder, { recursive: true });
  renameSync(site(), path.join(shop, "front"));
  // Nothing of it blocks but its missing database.
  renameSync(
    site({ "mysite/settings.py": "from os import environ\n\nSECRET_KEY = environ['KEY']\n" }),
    path.join(shop, "back"),
  );
  const blog = site();
  const workspace = path.join(directory, "all.code-workspace");
  writeFileSync(workspace, JSON.stringify({ folders: [{ path: shop }, { path: blog }, { path: empty }] }));
  const [code, vscode] = [await server(), await workbench()];
  const status = vscode.page.locator(".statusbar-item", { has: vscode.page.locator(".codicon-checklist") });
  const blocking = async (label) => Number(/(\d+) blocking/.exec(await vscode.description(label))?.[1] ?? 0);

  await step("without a project the view says what it looks for", async () => {
    await vscode.open(code.url(empty));
    await vscode.command("Focus on Checklist View");
    await vscode.page.locator(".welcome-view-content", { hasText: "No Django project was found" }).waitFor();
    assert.equal(await status.count(), 0);
    await vscode.screenshot("projects-none");
  });
  await step("two projects in a folder have a row each", async () => {
    await vscode.open(code.url(shop));
    await vscode.openChecklist();
    await vscode.described("mysite (front)", /^\d+ of \d+.*, mysite\.settings$/);
    await vscode.described("mysite (back)", /^\d+ of \d+.*, mysite\.settings$/);
  });
  await step("a workspace shows the projects of all its folders, and adds them up", async () => {
    await vscode.open(code.workspaceUrl(workspace));
    await vscode.openChecklist();
    await vscode.widenSidebar(220);
    const counts = [];
    for (const label of ["mysite (front)", "mysite (back)", "mysite (mysite)"])
      counts.push(await blocking(label));
    assert.equal(
      Number(await status.textContent()),
      counts.reduce((sum, count) => sum + count),
    );
    assert.ok(counts[0] > 0 && counts[0] > counts[1]);
    await vscode.screenshot("projects");
  });
  await step("an answer belongs to one of them", async () => {
    for (const label of ["mysite (front)", "mysite (back)"])
      await (await vscode.row(label)).locator(".monaco-tl-twistie").click();
    await vscode.expand(SECTION);
    await vscode.tick(MANUAL);
    const file = (root) => path.join(root, ".preflight/checklist.json");
    await vscode.eventually(() => assert.match(readFileSync(file(blog), "utf8"), /"done"/));
    assert.ok(!existsSync(file(path.join(shop, "front"))) && !existsSync(file(path.join(shop, "back"))));
  });
}
