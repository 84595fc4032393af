/** New Heroku Deployment: the files that the project lacks, shown first, then written. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";

export default async function ({ step, site, server, workbench }) {
  const folder = site();
  const file = (name) => path.join(folder, name);
  rmSync(file("Procfile"));
  rmSync(file("app.json"));
  const [code, vscode] = [await server(), await workbench()];

  await step("the files are shown, and none is written", async () => {
    await vscode.open(code.url(folder, [["openFile", code.uri(file("mysite/settings.py"))]]));
    await vscode.squiggle("error");
    await vscode.command("New Heroku Deployment");
    await vscode.page
      .locator(".quick-input-list .monaco-list-row", { hasText: "From a Docker image" })
      .waitFor();
    await vscode.screenshot("deployment-kinds");
    await vscode.enter("From source");
    await vscode.notification(/Write Procfile, \.python-version and app\.json/);
    await vscode.screenshot("deployment-diff");
    assert(!existsSync(file("Procfile")));
  });
  await step("Apply writes them", async () => {
    await vscode.answer("Apply");
    await vscode.eventually(async () => {
      await vscode.saveAll();
      assert.match(readFileSync(file("Procfile"), "utf8"), /^web: gunicorn mysite\.wsgi$/m);
      assert.match(readFileSync(file(".python-version"), "utf8"), /^3\.\d+\n$/);
      assert.equal(JSON.parse(readFileSync(file("app.json"), "utf8")).name, "mysite");
    });
  });
}
