/** Whatever bytes Procfile, heroku.yml and app.json hold, on disk or in the editor, the server goes on answering. */
import { cpSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, startLanguageServer } from "../support/languageServer";
import { root } from "../support/root";

const FILES = { Procfile: "procfile", "heroku.yml": "yaml", "app.json": "json" } as const;
const FEATURES = ["completion", "hover", "definition", "documentSymbol", "documentLink", "foldingRange"];

let directory: string;
let client: Client;

beforeAll(async () => {
  directory = realpathSync(mkdtempSync(path.join(tmpdir(), "preflight-bytes-")));
  cpSync(path.join(root, "test/fixtures/heroku-site"), directory, { recursive: true });
  client = await startLanguageServer("bundle over stdio", directory);
  await client.until(() => client.codes("mysite/settings.py").includes("debug-true"));
});
afterAll(async () => {
  await client.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** Bytes of any kind, between pieces of what such files hold. */
const anyBytes = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 12 }),
      fc
        .constantFrom(
          "web: gunicorn mysite.wsgi",
          "release:",
          "build:\n  docker:\n    web: ",
          "run:\n- &a *a",
          '{"env": {"A": ',
          '"formation": [',
          "sh -c '",
          " -b $PORT",
          "\n",
          "\r\n",
          "\t",
          "\ufeff",
          "${",
          "| && <<EOF",
        )
        .map((text) => new TextEncoder().encode(text)),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => Buffer.concat(pieces));

const changed = (file: string) =>
  client.connection.sendNotification("workspace/didChangeWatchedFiles", {
    changes: [{ uri: client.uri(file), type: 2 }],
  });

/** Every feature at the file's end answers, if only with an error of its own. */
async function askEverything(file: string): Promise<void> {
  const params = { textDocument: { uri: client.uri(file) }, position: { line: 1, character: 2 } };
  for (const feature of FEATURES) await client.connection.sendRequest(`textDocument/${feature}`, params);
}

test.each(Object.entries(FILES))("%s", async (file, languageId) => {
  const target = path.join(directory, file);
  let version = 0;
  await fc.assert(
    fc.asyncProperty(anyBytes, anyBytes, async (onDisk, typed) => {
      writeFileSync(target, onDisk);
      await changed(file);
      await askEverything(file);
      const textDocument = { uri: client.uri(file), languageId, version: ++version, text: onDisk.toString() };
      await client.connection.sendNotification("textDocument/didOpen", { textDocument });
      await client.connection.sendNotification("textDocument/didChange", {
        textDocument: { uri: client.uri(file), version: ++version },
        contentChanges: [{ text: typed.toString() }],
      });
      await askEverything(file);
      await client.connection.sendNotification("textDocument/didClose", { textDocument });
    }),
    { seed: 7, numRuns: 40 * Number(process.env.RUNS ?? 1) },
  );
  // It still tells right from wrong.
  if (file === "Procfile") {
    writeFileSync(target, "web: gunicorn mysite.wgsi\n");
    await changed(file);
    await client.until(() => client.codes(file).includes("wsgi-module-not-found"));
    writeFileSync(target, "web: gunicorn mysite.wsgi\n");
  } else rmSync(target);
  await changed(file);
  await client.until(() => !client.codes(file).includes("wsgi-module-not-found"));
  expect(client.codes("mysite/settings.py")).toContain("debug-true");
});
