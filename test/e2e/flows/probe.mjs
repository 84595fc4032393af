/** Probe Deployed Site: a real server is looked at, the results are shown, and what they prove is ticked. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { networkInterfaces } from "node:os";
import path from "node:path";

const PAGES = {
  "/": ["text/html", "<!doctype html><title>Shop</title><p>Hello"],
  "/robots.txt": ["text/plain", "User-agent: *\nDisallow: /admin/\n"],
};

export default async function ({ step, site, server, workbench }) {
  const folder = site();
  const answers = path.join(folder, ".preflight/checklist.json");
  let silent = false;
  const shop = createServer((request, response) => {
    if (silent) return;
    const [type, text] = PAGES[request.url] ?? ["text/html", "<!doctype html><p>None"];
    response.writeHead(request.url in PAGES ? 200 : 404, { "Content-Type": type });
    response.end(text);
  });
  await new Promise((resolve) => shop.listen(0, "0.0.0.0", resolve));
  const { port } = shop.address();
  const [code, vscode] = [await server({ trust: true }), await workbench()];
  const probe = async (address, { typed = true } = {}) => {
    await vscode.command("Probe Deployed Site");
    if (typed) await vscode.enter(address);
    else await vscode.press("Enter");
  };

  try {
    await step("an address that is none is refused at once, in Restricted Mode too", async () => {
      await vscode.open(code.url(folder));
      await vscode.openChecklist();
      await probe("ftp://example.com");
      await vscode.page.locator(".quick-input-message", { hasText: "must begin with https://" }).waitFor();
      await vscode.press("Escape");
    });
    await step("this machine is looked at, and nothing is ticked", async () => {
      await probe(`http://127.0.0.1:${port}`);
      await vscode.inPreview("Probe of http://127.0.0.1");
      await vscode.inPreview("This machine is not production");
      await vscode.inPreview("robots.txt: It is there.");
      assert(!existsSync(answers));
      await vscode.screenshot("probe");
    });
    await step("another machine's name: what it proves is ticked, with the day", async () => {
      const [own] = Object.values(networkInterfaces())
        .flat()
        .filter(({ internal, family }) => !internal && family === "IPv4");
      assert(own, "this machine has no address but its own loopback");
      await probe(`http://${own.address}:${port}/`);
      await vscode.inPreview("Ticked in the checklist: “robots.txt is served”.");
      await vscode.eventually(() => {
        const { items } = JSON.parse(readFileSync(answers, "utf8"));
        const on = new Date().toISOString().slice(0, 10);
        assert.deepEqual(items, {
          "robots-txt": { state: "done", by: `probe of http://${own.address}:${port}`, on },
        });
      });
    });
    await step("the address is remembered, and a tick that no longer holds goes", async () => {
      delete PAGES["/robots.txt"];
      await probe("", { typed: false });
      await vscode.inPreview("No longer so, the tick is gone: “robots.txt is served”.");
      await vscode.eventually(() => assert.deepEqual(JSON.parse(readFileSync(answers, "utf8")).items, {}));
    });
    await step("a server that says nothing can be left", async () => {
      silent = true;
      await probe("", { typed: false });
      await vscode.answer("Cancel");
      await vscode.page.locator(".notification-toast").first().waitFor({ state: "detached" });
    });
  } finally {
    shop.close();
    shop.closeAllConnections();
  }
}
