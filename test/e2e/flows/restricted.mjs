/** A folder that nobody has trusted yet: everything works, because nothing of it is ever run. */
import path from "node:path";
import { MANUAL, SECTION } from "../items.mjs";

export default async function ({ step, site, server, workbench }) {
  const folder = site();
  const [code, vscode] = [await server({ trust: true }), await workbench()];

  await step("VS Code is in Restricted Mode", async () => {
    await vscode.open(code.url(folder, [["openFile", code.uri(path.join(folder, "mysite/settings.py"))]]));
    await vscode.page.locator(".statusbar-item", { hasText: "Restricted Mode" }).waitFor();
  });
  await step("squiggles appear", async () => {
    await vscode.squiggle("error");
    await vscode.screenshot("restricted");
  });
  await step("the checklist takes an answer", async () => {
    await vscode.openChecklist();
    await vscode.expand(SECTION);
    await vscode.tick(MANUAL);
    await vscode.described(MANUAL, /^Done /);
  });
}
