// Renders media/icon.svg to media/icon.png with the Chromium of test/host.
//   node scripts/icon.mjs
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { setUpHost } from "../test/host/setup.mjs";
import { root } from "./lib/run.mjs";

const setup = setUpHost();
if (!("host" in setup)) throw new Error(`needs ${setup.needs}`);
const { chromium } = createRequire(path.join(setup.host.modules, "x.js"))("playwright-core");

const browser = await chromium.launch({ executablePath: setup.host.chromium, args: ["--no-sandbox"] });
try {
  const page = await browser.newPage({ viewport: { width: 128, height: 128 } });
  const svg = await readFile(path.join(root, "media/icon.svg"), "utf8");
  await page.setContent(`<body style="margin:0">${svg}</body>`);
  await page.screenshot({ path: path.join(root, "media/icon.png"), omitBackground: true });
} finally {
  await browser.close();
}
