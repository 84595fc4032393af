/** A settings module while it is typed: settings, their values and dotted paths are completed, and hovers explain them. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

export default async function ({ step, site, server, workbench }) {
  const folder = site();
  const file = path.join(folder, "mysite/settings.py");
  const text = () => readFileSync(file, "utf8");
  const [code, vscode] = [await server(), await workbench()];

  await step("a setting is completed, with what it is for", async () => {
    await vscode.open(code.url(folder, [["openFile", code.uri(file)]]));
    await vscode.squiggle("error");
    await vscode.newLineBefore(text(), "ALLOWED_HOSTS");
    await vscode.type("SECURE_");
    await vscode.suggestion("SECURE_HSTS_SECONDS");
    await vscode.type("HSTS_SEC");
    await vscode.describeSuggestion("How long browsers refuse plain HTTP");
    await vscode.screenshot("completion-names");
    await vscode.accept("SECURE_HSTS_SECONDS");
    await vscode.type("3600");
    await vscode.saveAll();
    await vscode.eventually(() => assert.match(text(), /^SECURE_HSTS_SECONDS = 3600\r?\nALLOWED_HOSTS/m));
  });
  await step("hover tells production's value and what the setting is for", async () => {
    await vscode.moveTo(text(), "SECURE_HSTS_SECONDS");
    const hover = await vscode.hover("How long browsers refuse plain HTTP");
    assert.match(hover, /in production/);
    await vscode.screenshot("completion-hover");
  });
  await step("middleware is completed inside of quotes", async () => {
    await vscode.newLineBefore(text(), "'django.middleware.common.CommonMiddleware'");
    await vscode.type("'gzip");
    await vscode.suggestion("django.middleware.gzip.GZipMiddleware");
    await vscode.screenshot("completion-middleware");
    await vscode.accept("django.middleware.gzip.GZipMiddleware");
    await vscode.saveAll();
    await vscode.eventually(() => assert.match(text(), /^ {4}'django\.middleware\.gzip\.GZipMiddleware'/m));
  });
}
