/** Settings modules in an editor: what is offered while they are typed, and how soon. */
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CodeLens, CompletionItem, Hover, InlayHint, LocationLink } from "vscode-languageserver-types";
import { type Client, type ServerKind, startLanguageServer } from "../support/languageServer";
import { root } from "../support/root";

const SETTINGS = "mysite/settings.py";

describe.each<ServerKind>(["in process", "bundle over stdio"])("%s", (kind) => {
  let client: Client;
  let directory: string;
  let version = 1;

  beforeAll(async () => {
    directory = realpathSync(mkdtempSync(path.join(tmpdir(), "preflight-lsp-")));
    cpSync(path.join(root, "test/fixtures/heroku-site"), directory, { recursive: true });
    client = await startLanguageServer(kind, directory);
    await client.until(() => client.checklist !== undefined);
    await client.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri: client.uri(SETTINGS), languageId: "python", version, text: text() },
    });
  }, 60_000);

  afterAll(async () => {
    await client.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const text = () => readFileSync(path.join(directory, SETTINGS), "utf8");
  const document = {
    get textDocument() {
      return { uri: client.uri(SETTINGS) };
    },
  };
  /** Replaces the text by one with a cursor at its `|`, and asks there. */
  async function ask<T>(method: string, marked: string, more: object = {}): Promise<T> {
    const before = marked.slice(0, marked.indexOf("|")).split(/\r?\n/);
    await client.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: client.uri(SETTINGS), version: ++version },
      contentChanges: [{ text: marked.replace("|", "") }],
    });
    const position = { line: before.length - 1, character: before[before.length - 1]!.length };
    return client.connection.sendRequest<T>(method, { ...document, position, ...more });
  }

  it("completes settings, with what they are for", async () => {
    const items = await ask<CompletionItem[]>("textDocument/completion", `${text()}\nSECURE_|`);
    const item = items.find(({ label }) => label === "SECURE_HSTS_SECONDS")!;
    expect(item).toMatchObject({ insertTextFormat: 2, detail: "default: 0" });
    expect(JSON.stringify(item.documentation)).toContain("How long browsers refuse plain HTTP");
    expect(items.find(({ label }) => label === "DEBUG")!.sortText! > item.sortText!).toBe(true);
  });

  it("completes dotted paths at a quote, and nothing at other characters", async () => {
    const typed = (triggerCharacter: string) => ({ context: { triggerKind: 2, triggerCharacter } });
    const marked = text().replace("INSTALLED_APPS = [", 'INSTALLED_APPS = [\n    "|",');
    const items = await ask<CompletionItem[]>("textDocument/completion", marked, typed('"'));
    expect(items.map(({ label }) => label)).toContain("django.contrib.sites");
    expect(await ask("textDocument/completion", marked, typed("$"))).toBeNull();
  });

  it("is there before the analysis of the key that asked", async () => {
    const times: number[] = [];
    for (let n = 0; n < 10; n++) {
      const start = performance.now();
      await ask("textDocument/completion", `${text()}\nSEC${"U".repeat(n)}|`);
      times.push(performance.now() - start);
    }
    // An analysis alone takes longer; a busy machine now and then, too.
    expect(times.sort((a, b) => a - b)[2]).toBeLessThan(200);
  });

  it("hovers and goes to what a string names", async () => {
    const hover = await ask<Hover>(
      "textDocument/hover",
      text().replace("X_FRAME", "X_FRAME").replace("DEBUG = True", "DEB|UG = True"),
    );
    expect((hover.contents as { value: string }).value).toMatch(
      /`True` \(settings\.py:\d+\)[\s\S]*Default: `False`/,
    );
    const links = await ask<LocationLink[]>(
      "textDocument/definition",
      text().replace("'mysite.urls'", "'mysite.|urls'"),
    );
    expect(links.map(({ targetUri }) => targetUri)).toEqual([client.uri("mysite/urls.py")]);
  });

  it("shows production's values only if that is switched on", async () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 9999, character: 0 } };
    const marked = `|A = 60 * 60\n${text()}`;
    expect(await ask("textDocument/inlayHint", marked, { range })).toBeNull();
    client.configuration = { inlayHints: { productionValues: true } };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    let hints: InlayHint[] | null = null;
    while (hints === null) hints = await ask("textDocument/inlayHint", marked, { range });
    expect(hints).toContainEqual(
      expect.objectContaining({ label: "production: 3600", position: { line: 0, character: 11 } }),
    );
    client.configuration = { codeLens: { environmentVariables: true } };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    const reading = `|import os\nA = os.environ["PORT"]\n${text()}`;
    let lenses: CodeLens[] | null = null;
    while (lenses === null) lenses = await ask("textDocument/codeLens", reading);
    expect(lenses[0]).toMatchObject({
      command: { title: "PORT · set by Heroku · required" },
      range: { start: { line: 1 } },
    });
    client.configuration = {};
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
  });
});
