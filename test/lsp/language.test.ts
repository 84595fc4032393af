/** What an editor is offered while files are typed, from the server in this process and from the built bundle. */
import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type {
  CompletionItem,
  DocumentLink,
  DocumentSymbol,
  Hover,
  Location,
  LocationLink,
  MarkupContent,
  WorkspaceEdit,
} from "vscode-languageserver-types";
import { type Client, type ServerKind, startLanguageServer } from "../support/languageServer";
import { root } from "../support/root";

describe.each<ServerKind>(["in process", "bundle over stdio"])("%s", (kind) => {
  let client: Client;
  let directory: string;

  beforeAll(async () => {
    directory = realpathSync(mkdtempSync(path.join(tmpdir(), "preflight-lsp-")));
    cpSync(path.join(root, "test/fixtures/heroku-site"), directory, { recursive: true });
    client = await startLanguageServer(kind, directory);
    await client.until(() => client.checklist !== undefined);
  });

  afterAll(async () => {
    await client.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const document = (file: string) => ({ textDocument: { uri: client.uri(file) } });
  /** Opens a file with a text, asks at its `|`, and closes it. */
  const at = async <T>(method: string, file: string, marked: string, more: object = {}): Promise<T> => {
    const offset = marked.indexOf("|");
    const before = marked.slice(0, offset).split("\n");
    await client.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri: client.uri(file), languageId: "x", version: 1, text: marked.replace("|", "") },
    });
    const position = { line: before.length - 1, character: before[before.length - 1]!.length };
    const answer = await client.connection.sendRequest<T>(method, { ...document(file), position, ...more });
    await client.connection.sendNotification("textDocument/didClose", document(file));
    return answer;
  };

  it("registers what it can do for its kinds of files only", () => {
    const globs = (method: string) =>
      client.registered
        .filter((each) => each.method === method)
        .flatMap(({ registerOptions }) => registerOptions.documentSelector as { pattern: string }[])
        .map(({ pattern }) => pattern);
    expect(globs("textDocument/completion")).toContain("**/{Procfile,Procfile.*}");
    // VS Code takes a rename that is refused for the last word on it, whoever else could do it.
    expect(globs("textDocument/rename")).not.toContain("**/*.py");
    expect(client.initialized.capabilities.completionProvider).toBeUndefined();
  });

  it("completes process types on the text of the last key", async () => {
    const items = await at<CompletionItem[]>(
      "textDocument/completion",
      "Procfile",
      "web: gunicorn mysite.wsgi\nwo|",
    );
    expect(items.map(({ label }) => label)).toEqual(["release", "worker", "beat"]);
    expect(items[1]).toMatchObject({
      textEdit: {
        newText: "worker: ",
        range: { start: { line: 1, character: 0 }, end: { line: 1, character: 2 } },
      },
    });
  });

  const PROCFILE = "web: gunicorn mysite.wsgi -b 0.0.0.0:$PORT\nworker: python manage.py migrate\n";

  it("shows what a word means", async () => {
    const hover = await at<Hover>(
      "textDocument/hover",
      "Procfile",
      PROCFILE.replace("gunicorn", "guni|corn"),
    );
    expect(hover.range).toEqual({ start: { line: 0, character: 5 }, end: { line: 0, character: 13 } });
    expect((hover.contents as MarkupContent).value).toContain("WEB_CONCURRENCY");
  });

  it("goes to the module that a command names, and links it", async () => {
    const [target] = await at<LocationLink[]>(
      "textDocument/definition",
      "Procfile",
      PROCFILE.replace("mysite", "my|site"),
    );
    expect(target).toMatchObject({
      targetUri: client.uri("mysite/wsgi.py"),
      originSelectionRange: { start: { line: 0, character: 14 }, end: { line: 0, character: 25 } },
    });
    const links = await at<DocumentLink[]>("textDocument/documentLink", "Procfile", `|${PROCFILE}`);
    expect(links.map((link) => link.target)).toEqual([client.uri("mysite/wsgi.py"), client.uri("manage.py")]);
  });

  it("renames a process type in all files", async () => {
    const edit = await at<WorkspaceEdit>(
      "textDocument/rename",
      "Procfile",
      PROCFILE.replace("worker", "wor|ker"),
      {
        newName: "jobs",
      },
    );
    expect(edit.documentChanges).toEqual([
      {
        textDocument: { uri: client.uri("Procfile"), version: 1 },
        edits: [
          { newText: "jobs", range: { start: { line: 1, character: 0 }, end: { line: 1, character: 6 } } },
        ],
      },
    ]);
    const refused = at("textDocument/rename", "Procfile", PROCFILE.replace("worker", "wor|ker"), {
      newName: "web",
    });
    await expect(refused).rejects.toThrow("already");
  });

  it("lists symbols, folds comments, and finds references", async () => {
    const found = await at<DocumentSymbol[]>("textDocument/documentSymbol", "Procfile", `|${PROCFILE}`);
    expect(found.map(({ name }) => name)).toEqual(["web", "worker"]);
    expect(await at("textDocument/foldingRange", "Procfile", `|# a\n# b\n${PROCFILE}`)).toMatchObject([
      { startLine: 0, endLine: 1 },
    ]);
    const places = await at<Location[]>(
      "textDocument/references",
      "Procfile",
      PROCFILE.replace("worker", "wor|ker"),
      {
        context: { includeDeclaration: true },
      },
    );
    expect(places.map(({ uri }) => uri)).toEqual([client.uri("Procfile")]);
  });

  it("completes keys of app.json and heroku.yml", async () => {
    const keys = await at<CompletionItem[]>("textDocument/completion", "app.json", '{"form|"}');
    const formation = keys.find(({ label }) => label === "formation");
    expect(formation).toMatchObject({ insertTextFormat: 2, textEdit: { newText: '"formation": { $1 }' } });
    const sections = await at<CompletionItem[]>("textDocument/completion", "heroku.yml", "build:\n  |");
    expect(sections.map(({ label }) => label)).toEqual(["docker", "config"]);
  });

  it("has nothing to say where a character is typed that means nothing to it", async () => {
    const typed = { context: { triggerKind: 2, triggerCharacter: "#" } };
    expect(await at("textDocument/completion", "Procfile", "web|", typed)).toBeNull();
    expect(await at("textDocument/completion", "README.md", "we|")).toBeNull();
  });
});
