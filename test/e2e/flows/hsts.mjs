/** A site that has started with HSTS is led up the ramp, one step at a time. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

const START = "SECURE_HSTS_SECONDS = 300";

export default async function ({ step, site, server, workbench }) {
  const folder = site({
    "mysite/settings.py": (text) => `${text.replace("DEBUG = True", "DEBUG = False")}\n${START}\n`,
  });
  const file = path.join(folder, "mysite/settings.py");
  const text = () => readFileSync(file, "utf8");
  const [code, vscode] = [await server(), await workbench()];

  await step("the next step is offered and applied", async () => {
    await vscode.open(code.url(folder, [["openFile", code.uri(file)]]));
    await vscode.squiggle("error");
    await vscode.moveTo(text(), START);
    await vscode.offerFix("Raise HSTS to 3600 seconds (one hour)");
    await vscode.screenshot("hsts-step");
    await vscode.fix("Raise HSTS to 3600 seconds (one hour)");
    await vscode.eventually(() => assert.match(text(), /^SECURE_HSTS_SECONDS = 3600$/m));
  });
}
