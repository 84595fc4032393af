/** A VS Code workbench in a browser page, in the words of its user: open, hover, fix, save, tick. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { format } from "node:util";

/** How long the workbench may take for anything. The first start of its extension host is the slowest. */
const PATIENCE = 60_000;

export class Workbench {
  /** @param {import("playwright-core").Page} page */
  constructor(page, screenshots) {
    this.page = page;
    this.screenshots = screenshots;
    page.setDefaultTimeout(PATIENCE);
  }

  async open(url) {
    await this.page.goto(url);
    await this.page.waitForSelector(".monaco-workbench .part.editor");
  }

  /** Opens an address that names tests for the extension host, and waits for them to pass. */
  async runTests(url) {
    const output = [];
    // The workbench calls these two if the page has them; "log" carries what mocha printed.
    await this.page.exposeFunction("codeAutomationLog", (_type, args) => output.push(format(...args)));
    const exitCode = new Promise((resolve) => this.page.exposeFunction("codeAutomationExit", resolve));
    await this.page.goto(url);
    const timeout = this.page.waitForTimeout(2 * PATIENCE).then(() => "timeout");
    const result = await Promise.race([exitCode, timeout]);
    if (result !== 0) throw new Error(`the tests ended with ${result}:\n${output.join("\n")}`);
    return output;
  }

  async reload() {
    await this.page.reload();
    await this.page.waitForSelector(".monaco-workbench .part.editor");
  }

  /** Saves a picture under test/e2e/output and returns its path. */
  async screenshot(name) {
    // What has just appeared may still fade in.
    await this.page.waitForTimeout(500);
    const file = path.join(this.screenshots, `${name}.png`);
    await this.page.screenshot({ path: file });
    return file;
  }

  /** Saves part of the page as a small picture for the walkthrough. */
  async smallPicture(name, clip) {
    await this.page.waitForTimeout(500);
    const png = await this.page.screenshot({ clip });
    // In a page of its own: the workbench lets no picture in but its own.
    const page = await this.page.context().newPage();
    const webp = await page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
      canvas.getContext("2d").drawImage(bitmap, 0, 0);
      return canvas.toDataURL("image/webp", 0.3).split(",")[1];
    }, png.toString("base64"));
    await page.close();
    writeFileSync(path.join(this.screenshots, `${name}.webp`), Buffer.from(webp, "base64"));
  }

  // The editor. Only keys and coordinates: clicking an element scrolls Monaco's containers out of place.

  /** Opens a file through the Explorer. */
  async openFile(file) {
    const name = path.posix.basename(file);
    await this.page.keyboard.press("Control+Shift+E");
    for (const folder of file.split("/").slice(0, -1)) {
      const row = this.#explorerRow(folder);
      await row.waitFor();
      if ((await row.getAttribute("aria-expanded")) === "false") await row.click();
    }
    await this.#explorerRow(name).dblclick();
    await this.page.locator(".tab.active", { hasText: name }).waitFor();
    await this.page.waitForSelector(".monaco-editor .view-line");
  }

  #explorerRow(name) {
    return this.page.locator(".explorer-folders-view .monaco-list-row", {
      has: this.page.locator(".label-name", { hasText: exactly(name) }),
    });
  }

  /** Puts the cursor at the first place of `text` in the file's present `content`. */
  async moveTo(content, text) {
    const { line, column } = positionOf(content, text);
    await this.retry(`moving to ${text}`, async () => {
      await this.page.keyboard.press("Escape");
      await this.page.keyboard.press("Control+G");
      await this.page.locator(QUICK_INPUT).fill(`:${line}:${column}`, { timeout: 3000 });
      await this.page.keyboard.press("Enter");
      await this.atLine(line, { timeout: 3000 });
    });
  }

  /** Waits until the status bar says that the cursor is in that line, counted from 1. */
  async atLine(line, options) {
    await this.page
      .locator(".statusbar-item", { hasText: `Ln ${line}, ` })
      .first()
      .waitFor(options);
  }

  /** Waits for a squiggle of that severity: "error", "warning", "info" or "hint". */
  async squiggle(severity) {
    await this.page.waitForSelector(`.monaco-editor .squiggly-${severity}`, { state: "attached" });
  }

  /** Shows the hover at the cursor until it says `text`, and returns all that it says. */
  async hover(text) {
    const hover = this.page.locator(".monaco-hover:visible", { hasText: text }).first();
    await this.retry(`a hover with "${text}"`, async () => {
      await this.page.keyboard.press("Escape");
      await this.page.keyboard.press("Control+K");
      await this.page.keyboard.press("Control+I");
      await hover.waitFor({ timeout: 4000 });
    });
    return hover.textContent();
  }

  /** Puts the cursor on a new line above the one with that text. */
  async newLineBefore(content, text) {
    await this.moveTo(content, text);
    await this.press("Control+Shift+Enter");
  }

  /** Opens the text beside the list of suggestions, until it says `text`. */
  async describeSuggestion(text) {
    const about = this.page.locator(".suggest-details:visible", { hasText: text }).first();
    await this.retry(`a suggestion with "${text}"`, async () => {
      await this.press("Control+Space");
      await about.waitFor({ timeout: 4000 });
    });
  }

  async press(key) {
    await this.page.keyboard.press(key);
  }

  /** Types into the editor as fast as a person does. */
  async type(text) {
    await this.page.keyboard.type(text, { delay: 60 });
  }

  /** Waits until the list of suggestions has one with that label. */
  async suggestion(label) {
    const row = this.#suggestions(label).first();
    // It comes by itself; after a pause of the machine it may have to be asked for.
    await row.waitFor({ timeout: 10_000 }).catch(() => this.press("Control+Space"));
    await row.waitFor();
  }

  /** Takes a suggestion that is listed. */
  async accept(label) {
    const focused = this.page.locator(".suggest-widget .monaco-list-row.focused", {
      has: this.page.locator(".label-name", { hasText: exactly(label) }),
    });
    for (let n = 0; n < 20 && (await focused.count()) === 0; n++) {
      await this.press("ArrowDown");
      await this.page.waitForTimeout(100);
    }
    await this.press("Enter");
    await focused.waitFor({ state: "hidden" });
  }

  #suggestions(label) {
    return this.page.locator(".suggest-widget.visible .monaco-list-row", {
      has: this.page.locator(".label-name", { hasText: exactly(label) }),
    });
  }

  /** Gives the symbol at the cursor another name. */
  async rename(name) {
    const input = this.page.locator(".rename-box input:visible, .rename-input:visible").first();
    await this.retry("the box for a new name", async () => {
      await this.press("Escape");
      await this.press("F2");
      await input.waitFor({ timeout: 4000 });
    });
    await input.fill(name);
    await this.press("Enter");
    await input.waitFor({ state: "hidden" });
  }

  /** Opens the menu of fixes at the cursor once it offers `title`. */
  async offerFix(title) {
    const row = this.page.locator(".action-widget .monaco-list-row", { hasText: title }).first();
    await this.retry(`the fix "${title}"`, async () => {
      await this.page.keyboard.press("Escape");
      await this.page.keyboard.press("Control+.");
      await row.waitFor({ timeout: 4000 });
    });
    return row;
  }

  /** Applies the fix that the menu offers at the cursor and saves all files: a fix may change several. */
  async fix(title) {
    const before = await this.visibleText();
    await clickCentre(this.page, await this.offerFix(title));
    await this.retry(`"${title}" to change the text`, async () => {
      if ((await this.visibleText()) === before) throw new Error("it is as it was");
    });
    await this.saveAll();
  }

  /** Saves all files, those too that an edit opens a moment later. */
  async saveAll() {
    await this.retry("all files to be saved", async () => {
      // By the palette, which opens wherever the focus is.
      await this.command("File: Save All");
      await this.page.locator(".tab.dirty").first().waitFor({ state: "detached", timeout: 2000 });
    });
  }

  /** Waits for a notification with that text. */
  async notification(text) {
    await this.page.locator(".notification-toast", { hasText: text }).first().waitFor();
  }

  /** Presses a button of a notification. */
  async answer(button) {
    await this.page.locator(".notification-toast .monaco-button", { hasText: button }).first().click();
  }

  /** The text on the screen of the active editor. */
  async visibleText() {
    const lines = this.page.locator(".editor-instance .view-lines").first().locator(".view-line");
    // In the page's order they are not in the file's order.
    const texts = await lines.evaluateAll((elements) =>
      elements
        .toSorted((a, b) => Number.parseFloat(a.style.top) - Number.parseFloat(b.style.top))
        .map((element) => element.textContent),
    );
    return texts.join("\n").replaceAll("\u00a0", " ");
  }

  /** Runs a command of the palette. */
  async command(title) {
    await this.retry(`the command ${title}`, async () => {
      await this.page.keyboard.press("Escape");
      await this.page.keyboard.press("F1");
      await this.page.locator(QUICK_INPUT).fill(`>${title}`, { timeout: 3000 });
      const row = this.page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first();
      await row.waitFor({ timeout: 4000 });
      await this.page.keyboard.press("Enter");
      await row.waitFor({ state: "hidden", timeout: 4000 });
    });
  }

  /** Answers the question that the workbench asks at its top. */
  async enter(text) {
    await this.page.locator(QUICK_INPUT).fill(text);
    await this.page.keyboard.press("Enter");
  }

  /** Waits until a preview, which is a frame in a frame, says `text`. */
  async inPreview(text) {
    await this.retry(
      `a preview with "${text}"`,
      async () => {
        for (const frame of this.page.frames()) {
          const body = await frame.evaluate(() => document.body?.textContent ?? "").catch(() => "");
          if (frame !== this.page.mainFrame() && body.replace(/\s+/g, " ").includes(text)) return;
        }
        throw new Error("no frame says so");
      },
      60,
    );
  }

  /** Exports the launch report in a format of the list, to the file that the dialog proposes. */
  async exportReport(format) {
    await this.command("Django Preflight: Export Launch Report");
    await this.page.locator(".quick-input-list .monaco-list-row", { hasText: format }).waitFor();
    await this.enter(format);
    await this.page.waitForFunction(
      (selector) =>
        [...document.querySelectorAll(selector)].some((input) => input.value.includes("launch-report")),
      ".quick-input-box input",
    );
    await this.press("Enter");
  }

  // The checklist.

  get activityIcon() {
    return this.page.locator('.activitybar .action-item:has(.action-label[aria-label^="Django Preflight"])');
  }

  /** Opens the sidebar of the extension and waits for the tree. */
  async openChecklist() {
    // Not by its icon: a click on that closes a sidebar which is open already.
    await this.command("Focus on Checklist View");
    await this.page.locator(`${TREE} .monaco-list-row`).first().waitFor();
  }

  /** Drags the sidebar's border, so that whole labels are on the picture. */
  async widenSidebar(pixels) {
    const { x, y, width, height } = await this.page.locator(".part.sidebar").boundingBox();
    await this.page.mouse.move(x + width, y + height / 2);
    await this.page.mouse.down();
    await this.page.mouse.move(x + width + pixels, y + height / 2, { steps: 5 });
    await this.page.mouse.up();
  }

  /** The row with that label, scrolled into sight. Only rows near what is in sight exist. */
  async row(label) {
    const row = this.page.locator(`${TREE} .monaco-list-row`, {
      has: this.page.locator(".label-name", { hasText: exactly(label) }),
    });
    const tree = await this.page.locator(TREE).boundingBox();
    await this.page.mouse.move(tree.x + tree.width / 2, tree.y + tree.height / 2);
    await this.page.mouse.wheel(0, -100_000);
    for (let step = 0; step < 40; step++) {
      await this.page.waitForTimeout(100);
      const box = (await row.count()) > 0 ? await row.first().boundingBox() : null;
      // Once it is scrolled, the tree's own top rows cover the first ones.
      const top = tree.y + (step === 0 || !box ? 0 : 3 * box.height);
      if (box && box.y >= top && box.y + box.height <= tree.y + tree.height) {
        // Not over another row, whose tooltip would cover this one.
        await this.page.mouse.move(2, 2);
        return row.first();
      }
      await this.page.mouse.wheel(0, tree.height / 2);
    }
    throw new Error(`the checklist has no row "${label}"`);
  }

  /** The description beside a row's label. */
  async description(label) {
    return (await this.row(label)).locator(".label-description").textContent();
  }

  /** Waits until the description beside a row's label matches. */
  async described(label, pattern) {
    await this.retry(`${label} to be described as ${pattern}`, async () => {
      const description = await this.description(label);
      if (!pattern.test(description)) throw new Error(`it says "${description}"`);
    });
  }

  /** Chooses from a row's context menu. */
  async rowCommand(label, command) {
    await (await this.row(label)).click({ button: "right" });
    const item = this.page.locator(".monaco-menu .action-item", { hasText: command });
    await item.waitFor();
    // A menu that has just opened ignores clicks.
    await this.retry(`the menu item ${command}`, async () => {
      await item.click();
      await item.waitFor({ state: "hidden", timeout: 1000 });
    });
  }

  /** Presses one of the buttons that a row shows under the pointer. */
  async rowButton(label, title) {
    const row = await this.row(label);
    await this.retry(`the button ${title}`, async () => {
      await row.hover({ timeout: 3000 });
      await row.locator(`.action-label[aria-label="${title}"]`).click({ timeout: 3000 });
    });
  }

  /** Waits until that row is the selected one. */
  async selected(label) {
    const row = this.page.locator(`${TREE} .monaco-list-row.selected`, {
      has: this.page.locator(".label-name", { hasText: exactly(label) }),
    });
    await row.waitFor();
    return row;
  }

  /** Whether the filter and the screen leave a row of that label. */
  async shows(label) {
    return this.row(label).then(
      () => true,
      () => false,
    );
  }

  /** How often anything in the tree changes on the screen while `action` runs. */
  async treeChanges(action) {
    const tree = this.page.locator(`${TREE} .monaco-list-rows`).first();
    await tree.evaluate((element) => {
      const observer = new MutationObserver((records) => {
        window.treeChanges += records.length;
      });
      window.treeChanges = 0;
      observer.observe(element, { subtree: true, childList: true, attributes: true, characterData: true });
    });
    await action();
    return this.page.evaluate(() => window.treeChanges);
  }

  /** Waits until the line above the rows says `text`. */
  async message(text) {
    await this.page.locator(`${TREE} .message`, { hasText: text }).waitFor();
  }

  /** Opens a section's rows if they are closed. */
  async expand(section) {
    const row = await this.row(section);
    if ((await row.getAttribute("aria-expanded")) === "false")
      await row.locator(".monaco-tl-twistie").click();
  }

  /** The checkbox of a row, which may have none. */
  async checkbox(label) {
    return (await this.row(label)).locator(".custom-view-tree-node-item-checkbox");
  }

  /** Ticks a row's box. */
  async tick(label) {
    await this.clickCheckbox(label, () => this.ticked(label, true));
  }

  /** Clicks a row's box until it has the effect that `effect` waits for: a tree that is being rendered loses clicks. */
  async clickCheckbox(label, effect) {
    await this.retry(
      `a click on ${label}`,
      async () => {
        await (await this.checkbox(label)).click();
        await effect();
      },
      3,
    );
  }

  /** Waits until a row's box is ticked, or is not. */
  async ticked(label, state) {
    await this.retry(`${label} to be ${state ? "ticked" : "open"}`, async () => {
      const checked = await (await this.checkbox(label)).getAttribute("aria-checked");
      if (checked !== String(state)) throw new Error(`aria-checked is ${checked}`);
    });
  }

  /** Waits until an assertion on the files holds: they are written a moment after the editor says so. */
  async eventually(assertion) {
    await this.retry("the files", async () => assertion());
  }

  /** Tries again what the workbench now and then swallows: keys pressed while it is busy. */
  async retry(what, action, attempts = 8) {
    for (let attempt = 1; ; attempt++) {
      try {
        return await action();
      } catch (error) {
        if (attempt === attempts) throw new Error(`${what}: ${error.message}`, { cause: error });
        await this.page.waitForTimeout(500);
      }
    }
  }
}

const QUICK_INPUT = ".quick-input-widget:visible .quick-input-box input";
const TREE = '.pane:has(.pane-header[aria-label^="Checklist"]) .tree-explorer-viewlet-tree-view';

/** Line and column, counted from 1, of the first place of `text` in a file's `content`. */
export function positionOf(content, text) {
  if (!content.includes(text)) throw new Error(`the file does not hold ${text}`);
  const before = content.slice(0, content.indexOf(text)).split("\n");
  return { line: before.length, column: before.at(-1).length + 1 };
}

function exactly(text) {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);
}

async function clickCentre(page, locator) {
  const box = await locator.boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}
