/** Prepare Settings for Heroku: the diff first, then the files, then the variables. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

export default async function ({ step, site, server, workbench }) {
  const folder = site();
  const file = path.join(folder, "mysite/settings.py");
  const text = () => readFileSync(file, "utf8");
  const before = text();
  const [code, vscode] = [await server(), await workbench()];

  await step("the changes are shown, and nothing is changed", async () => {
    await vscode.open(code.url(folder, [["openFile", code.uri(file)]]));
    await vscode.squiggle("error");
    await vscode.command("Prepare Settings for Heroku");
    await vscode.notification(
      /Prepare mysite for Heroku with \d+ fixes in .*settings\.py and requirements\.txt\?/,
    );
    await vscode.screenshot("prepare-diff");
    await vscode.smallPicture("prepare", { x: 876, y: 520, width: 520, height: 348 });
    assert.equal(text(), before);
  });
  await step("Apply makes them", async () => {
    await vscode.answer("Apply");
    await vscode.notification(/Set .*SECRET_KEY.* on Heroku before the next deploy/);
    await vscode.screenshot("prepare-done");
    await vscode.eventually(async () => {
      await vscode.saveAll();
      assert.match(text(), /^SECRET_KEY = os\.environ\['SECRET_KEY'\]$/m);
      assert.match(readFileSync(path.join(folder, "requirements.txt"), "utf8"), /^whitenoise/m);
    });
  });
}
