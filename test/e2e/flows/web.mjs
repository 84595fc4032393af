/** VS Code in the browser: the extension and its server are web workers, and the folder is on no disk. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { MANUAL } from "../items.mjs";

export default async function ({ step, site, webServer, workbench }) {
  const folder = site();
  const settings = readFileSync(path.join(folder, "mysite/settings.py"), "utf8");
  const [server, vscode] = [await webServer(folder), await workbench()];

  await step("squiggles appear", async () => {
    await vscode.open(server.url);
    await vscode.openFile("mysite/settings.py");
    await vscode.squiggle("error");
    await vscode.screenshot("web");
  });
  await step("WhiteNoise is added after SecurityMiddleware", async () => {
    await vscode.moveTo(settings, "MIDDLEWARE = [");
    await vscode.fix("Add WhiteNoise after SecurityMiddleware");
    assert.match(
      await vscode.visibleText(),
      /SecurityMiddleware',\s+'whitenoise\.middleware\.WhiteNoiseMiddleware',/,
    );
  });
  await step("the Procfile is completed and explained", async () => {
    await vscode.saveAll();
    await vscode.openFile("Procfile");
    await vscode.moveTo("web: gunicorn mysite.wsgi\n", "web");
    await vscode.hover("receives requests");
    await vscode.press("End");
    await vscode.type(" --pre");
    await vscode.suggestion("--preload");
    await vscode.screenshot("web-procfile");
    await vscode.accept("--preload");
    assert.match(await vscode.visibleText(), /gunicorn mysite\.wsgi --preload/);
    await vscode.saveAll();
  });
  await step("an answer is kept in the folder's file system", async () => {
    await vscode.openChecklist();
    await vscode.tick(MANUAL);
    await vscode.openFile(".preflight/checklist.json");
    assert.match(await vscode.visibleText(), /"state": "done"/);
    await vscode.screenshot("web-answer");
  });
  await step("the launch report is written to it, too", async () => {
    await vscode.exportReport("HTML page");
    await vscode.notification("The launch report is in launch-report.html");
    await vscode.answer("Open as Text");
    await vscode.page.locator(".tab.active", { hasText: "launch-report.html" }).waitFor();
    assert.match(await vscode.visibleText(), /<!DOCTYPE html>/);
  });
}
