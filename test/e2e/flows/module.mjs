/** The user says which settings module production loads, and the checklist follows. */
const OTHER = "mysite.settings_hosted";

export default async function ({ step, site, server, workbench }) {
  const folder = site({ "mysite/settings_hosted.py": "from .settings import *\n\nDEBUG = False\n" });
  const [code, vscode] = [await server(), await workbench()];

  await step("the modules are offered", async () => {
    await vscode.open(code.url(folder));
    await vscode.openChecklist();
    await vscode.message("Production loads mysite.settings");
    await vscode.command("Django Preflight: Select Production Settings Module");
    await vscode.page.locator(QUICK_PICK, { hasText: OTHER }).waitFor();
    await vscode.screenshot("module-choice");
    await vscode.smallPicture("module", { x: 380, y: 0, width: 640, height: 190 });
  });
  await step("the chosen one counts", async () => {
    await vscode.enter(OTHER);
    await vscode.message(`Production loads ${OTHER}`);
  });
  await step("the choice survives a reload", async () => {
    // VS Code writes its storage a moment later.
    await vscode.page.waitForTimeout(2000);
    await vscode.reload();
    await vscode.openChecklist();
    await vscode.message(`Production loads ${OTHER}`);
  });
  await step("the server starts again on demand, with the choice", async () => {
    await vscode.command("Django Preflight: Restart Server");
    await vscode.message(`Production loads ${OTHER}`);
    await vscode.screenshot("module-chosen");
  });
}

const QUICK_PICK = ".quick-input-list .monaco-list-row";
