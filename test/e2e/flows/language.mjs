/** A Procfile is written with what the editor offers; a typo is found beside, hovers explain, and a name changes in two files. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

export default async function ({ step, site, server, workbench }) {
  const appJson = `{ "env": { "DEBUG": "0" }, "formation": { "worker": { "quantity": 1 } } }\n`;
  const folder = site({ Procfile: "# processes\nworker: python manage.py migrate\n", "app.json": appJson });
  const file = path.join(folder, "Procfile");
  const text = () => readFileSync(file, "utf8");
  const [code, vscode] = [await server(), await workbench()];

  await step("process types and their commands are offered as they are typed", async () => {
    await vscode.open(code.url(folder, [["openFile", code.uri(file)]]));
    await vscode.squiggle("error");
    await vscode.moveTo(text(), "# processes");
    await vscode.press("Control+Home");
    await vscode.press("End");
    await vscode.press("Enter");
    await vscode.type("we");
    await vscode.suggestion("web");
    await vscode.screenshot("language-process-types");
    await vscode.accept("web");
    // The process type asks for its command by itself.
    await vscode.suggestion("gunicorn mysite.wsgi");
    await vscode.screenshot("language-commands");
    await vscode.accept("gunicorn mysite.wsgi");
    await vscode.type(" --wor");
    await vscode.suggestion("--workers");
    await vscode.screenshot("language-options");
    await vscode.accept("--workers");
    await vscode.type("3");
    await vscode.saveAll();
    assert.equal(
      text(),
      "# processes\nweb: gunicorn mysite.wsgi --workers 3\nworker: python manage.py migrate\n",
    );
  });
  await step("a hover explains the option", async () => {
    await vscode.moveTo(text(), "--workers");
    await vscode.hover("How many worker processes");
    await vscode.screenshot("language-hover");
  });
  await step("a module that does not exist is replaced by the nearest", async () => {
    await vscode.moveTo(text(), ".wsgi");
    for (let n = 0; n < "wsgi".length; n++) await vscode.press("ArrowRight");
    await vscode.press("Backspace");
    await vscode.squiggle("error");
    await vscode.fix("mysite.wsgi");
    await vscode.eventually(() => assert.match(text(), /gunicorn mysite\.wsgi --workers 3\n/));
  });
  await step("a process type is renamed in both files", async () => {
    await vscode.moveTo(text(), "worker: python");
    await vscode.rename("jobs");
    await vscode.saveAll();
    await vscode.eventually(() => {
      assert.match(text(), /^jobs: python manage\.py migrate$/m);
      assert.equal(readFileSync(path.join(folder, "app.json"), "utf8"), appJson.replace("worker", "jobs"));
    });
    await vscode.screenshot("language-renamed");
  });
}
