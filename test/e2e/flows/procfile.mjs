/** A Procfile that names a module which does not exist. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

export default async function ({ step, site, server, workbench }) {
  const folder = site({ Procfile: "web: gunicorn mysite.wgsi\n" });
  const file = path.join(folder, "Procfile");
  const text = () => readFileSync(file, "utf8");
  const [code, vscode] = [await server(), await workbench()];

  await step("the typo is marked", async () => {
    await vscode.open(code.url(folder, [["openFile", code.uri(file)]]));
    await vscode.squiggle("error");
    await vscode.moveTo(text(), "mysite.wgsi");
    await vscode.hover("mysite.wgsi");
    await vscode.screenshot("procfile-typo");
  });
  await step("the fix names the module that exists", async () => {
    await vscode.fix("mysite.wsgi");
    await vscode.eventually(() => assert.equal(text(), "web: gunicorn mysite.wsgi\n"));
  });
}
