/** A settings module as startproject makes it: squiggles, hover, and a fix that is checked on disk. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

export default async function ({ step, site, server, workbench }) {
  const folder = site();
  const file = path.join(folder, "mysite/settings.py");
  const text = () => readFileSync(file, "utf8");
  const [code, vscode] = [await server(), await workbench()];

  await step("squiggles appear", async () => {
    await vscode.open(code.url(folder, [["openFile", code.uri(file)]]));
    await vscode.squiggle("error");
    await vscode.screenshot("settings-squiggles");
  });
  await step("hover tells what production gets", async () => {
    await vscode.moveTo(text(), "DEBUG = True");
    await vscode.hover("Production");
    await vscode.screenshot("settings-hover");
    await vscode.smallPicture("findings", { x: 354, y: 330, width: 830, height: 230 });
  });
  await step("WhiteNoise is added after SecurityMiddleware", async () => {
    await vscode.moveTo(text(), "MIDDLEWARE = [");
    await vscode.offerFix("Add WhiteNoise after SecurityMiddleware");
    await vscode.screenshot("settings-fixes");
    await vscode.fix("Add WhiteNoise after SecurityMiddleware");
    await vscode.eventually(() => {
      assert.match(text(), /SecurityMiddleware',\n {4}'whitenoise\.middleware\.WhiteNoiseMiddleware',\n/);
      assert.match(readFileSync(path.join(folder, "requirements.txt"), "utf8"), /^whitenoise/m);
    });
    await vscode.screenshot("settings-fixed");
  });
}
