/** The answers of a team: by hand, in two windows, in conflict; and the launch report of it all. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { MANUAL, SECTION } from "../items.mjs";
import { Workbench } from "../workbench.mjs";

export default async function ({ step, site, server, workbench, directory }) {
  const folder = site();
  const file = path.join(folder, ".preflight/checklist.json");
  const text = () => readFileSync(file, "utf8");
  const answers = () => JSON.parse(text()).items;
  writeFileSync(path.join(directory, ".gitconfig"), '[user]\n\tname = "Bea Global"\n');
  const [code, vscode] = [await server(), await workbench()];
  const refused = vscode.page.locator(".notification-toast", { hasText: "Nothing was written" });
  let manual;

  await step("an answer is signed with the person's own git configuration", async () => {
    await vscode.open(code.url(folder));
    await vscode.openChecklist();
    await vscode.widenSidebar(220);
    await vscode.expand(SECTION);
    await vscode.tick(MANUAL);
    await vscode.described(MANUAL, /^Done by Bea Global on /);
    [manual] = Object.keys(answers());
  });
  await step("an edit by hand shows, and what only a person understands stays", async () => {
    const note = { state: "done", by: "Cy", note: "with <b>last week's</b> dump", ticket: "OPS-7" };
    writeFileSync(
      file,
      `${JSON.stringify({ version: 1, items: { [manual]: note, later: { x: 1 } } }, null, 2)}\n`,
    );
    await vscode.described(MANUAL, /^Done by Cy: with <b>last week's<\/b> dump$/);
    await vscode.rowCommand(MANUAL, "Clear Answer");
    await vscode.ticked(MANUAL, false);
    const { later, [manual]: mine } = answers();
    assert.deepEqual([later, mine.state, mine.ticket], [{ x: 1 }, undefined, "OPS-7"]);
  });
  await step("two windows agree", async () => {
    // A context of its own: where two windows share a service worker, webviews of the first stay empty.
    const context = await vscode.page.context().browser().newContext();
    const other = new Workbench(await context.newPage(), vscode.screenshots);
    await other.open(code.url(folder));
    await other.openChecklist();
    await other.expand(SECTION);
    await other.ticked(MANUAL, false);
    await vscode.page.bringToFront();
    await vscode.tick(MANUAL);
    await other.page.bringToFront();
    await other.ticked(MANUAL, true);
    await context.close();
    await vscode.page.bringToFront();
  });
  await step("what others write at the same moment stays", async () => {
    const file_ = JSON.parse(text());
    writeFileSync(file, JSON.stringify({ ...file_, items: { ...file_.items, theirs: { state: "done" } } }));
    await (await vscode.checkbox(MANUAL)).click();
    await vscode.ticked(MANUAL, false);
    await vscode.eventually(() => assert.deepEqual(answers().theirs, { state: "done" }));
    assert.equal(answers()[manual].state, undefined);
    assert.equal(answers()[manual].ticket, "OPS-7");
  });
  await step("a merge conflict is named, and nothing is written over it", async () => {
    const conflict = text().replace('"theirs"', '"a": {},\n<<<<<<< HEAD\n"theirs"');
    writeFileSync(file, conflict);
    await vscode.message(/line \d+ is a conflict marker of git/);
    await vscode.clickCheckbox(MANUAL, () => refused.first().waitFor({ timeout: 5000 }));
    await vscode.screenshot("report-conflict");
    assert.equal(text(), conflict);
    writeFileSync(file, conflict.replace(/<<<.*\n/, ""));
    await vscode.message("Production loads");
    await vscode.command("Notifications: Clear All Notifications");
  });
  await step("what is typed into the file is not written over", async () => {
    const before = text();
    await vscode.openFile(".preflight/checklist.json");
    await vscode.press("Control+Home");
    await vscode.type(" ");
    await vscode.page.locator(".tab.dirty").first().waitFor();
    await vscode.openChecklist();
    await vscode.clickCheckbox(MANUAL, () =>
      refused.filter({ hasText: "not saved" }).waitFor({ timeout: 5000 }),
    );
    assert.equal(text(), before);
    await vscode.command("Notifications: Clear All Notifications");
    await vscode.command("File: Revert File");
    await vscode.page.locator(".tab.dirty").first().waitFor({ state: "detached" });
    await vscode.openChecklist();
    await vscode.tick(MANUAL);
  });
  await step("the report is exported as a page", async () => {
    await vscode.exportReport("HTML page");
    await vscode.notification("The launch report is in launch-report.html");
  });
  await step("the page is fit for phones and desks, in the light and in the dark", async () => {
    const page = await vscode.page.context().newPage();
    const said = [];
    page.on("console", (message) => said.push(message.text()));
    for (const [width, colorScheme] of VIEWS) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.goto(pathToFileURL(path.join(folder, "launch-report.html")).href);
      assert.match(await page.locator("h1").textContent(), /^mysite$/);
      assert.match(await page.locator("main").textContent(), /Done by Bea Global on /);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
      assert.deepEqual(await page.evaluate(faintTexts), []);
      const name = `report-${width}-${colorScheme}`;
      await page.screenshot({ path: path.join(vscode.screenshots, `${name}.png`), fullPage: true });
      if (width === 720) await new Workbench(page, vscode.screenshots).smallPicture("report", TOP);
    }
    assert.deepEqual(said, []);
    await page.close();
    await vscode.page.bringToFront();
  });
  await step("the report is exported as Markdown and shown", async () => {
    await vscode.exportReport("Markdown");
    await vscode.page.locator(".tab.active", { hasText: "launch-report.md" }).waitFor();
    await vscode.inPreview("What stands in the way");
    await vscode.screenshot("report-markdown");
    await vscode.eventually(() =>
      assert.match(readFileSync(path.join(folder, "launch-report.md"), "utf8"), /^# Launch/),
    );
  });
  await step("the walkthrough has its pictures", async () => {
    await vscode.command("View: Close All Editors");
    // Beside a wide sidebar there is no room for pictures.
    await vscode.command("View: Toggle Primary Side Bar Visibility");
    await vscode.command("Welcome: Open Walkthrough...");
    await vscode.enter("Django Preflight");
    const picture = vscode.page.locator(".getting-started-media img");
    await picture.first().waitFor();
    await vscode.eventually(async () => {
      assert.ok((await picture.first().evaluate((image) => image.naturalWidth)) > 500);
    });
    await vscode.screenshot("walkthrough");
  });
  await step("a step of the walkthrough is ticked by doing it", async () => {
    await vscode.command("Django Preflight: Select Production Settings Module");
    await vscode.press("Escape");
    // The list of walkthroughs shows how far each is.
    await vscode.command("Help: Welcome");
    const progress = '[x-data-category-id*="django-preflight"] [aria-valuenow]:not([aria-valuenow="0"])';
    await vscode.page.locator(progress).first().waitFor({ state: "attached" });
  });
}

/** Widths in pixels. */
const VIEWS = [
  [390, "light"],
  [390, "dark"],
  [720, "light"],
  [1280, "light"],
  [1280, "dark"],
];

const TOP = { x: 0, y: 20, width: 720, height: 400 };

/** Runs in the page: texts that have less contrast to their background than 4.5 to 1. */
function faintTexts() {
  const channels = (color) => color.match(/[\d.]+/g).map(Number);
  const luminance = (color) => {
    const [r, g, b] = channels(color).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const background = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const color = getComputedStyle(each).backgroundColor;
      if (channels(color)[3] !== 0) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const faint = new Set();
  for (const element of document.querySelectorAll("body *")) {
    if (![...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()))
      continue;
    const [a, b] = [getComputedStyle(element).color, background(element)].map(luminance);
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) faint.add(`${element.tagName}.${element.className}: ${ratio.toFixed(2)}`);
  }
  return [...faint];
}
