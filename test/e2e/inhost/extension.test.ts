/** The extension through VS Code's own API, in a workspace that is a copy of test/fixtures/heroku-site. */
import assert from "node:assert/strict";
import * as vscode from "vscode";

const EXTENSION = "django-preflight.django-preflight";

function file(path: string): vscode.Uri {
  return vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, path);
}

/** Asks until the answer is not undefined: the server analyses in the background. */
async function eventually<T>(what: string, ask: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (const start = Date.now(); Date.now() - start < 30_000; ) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`there was never ${what}`);
}

/** Our finding of one rule in a file, as soon as it is there. */
function finding(uri: vscode.Uri, rule: string): Promise<vscode.Diagnostic> {
  return eventually(`a finding of ${rule}`, () =>
    vscode.languages
      .getDiagnostics(uri)
      .find(({ code }) => (typeof code === "object" ? code.value : code) === rule),
  );
}

describe("the extension", () => {
  it("starts by itself in a Django project", async () => {
    await eventually(
      "an active extension",
      () => vscode.extensions.getExtension(EXTENSION)?.isActive || undefined,
    );
  });

  it("registers every command that its manifest names", async () => {
    const { contributes } = vscode.extensions.getExtension(EXTENSION)!.packageJSON;
    const registered = new Set(await vscode.commands.getCommands());
    const missing = contributes.commands.filter(
      ({ command }: { command: string }) => !registered.has(command),
    );
    assert.deepEqual(missing, []);
  });

  it("knows a Procfile by its name", async () => {
    const document = await vscode.workspace.openTextDocument(file("Procfile"));
    assert.equal(document.languageId, "procfile");
  });

  it("reports on files that are not open", async () => {
    const diagnostic = await finding(file("mysite/settings.py"), "debug-true");
    assert.equal(diagnostic.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(diagnostic.range.start.line, 25);
    const open = vscode.workspace.textDocuments.map((document) => document.uri.path);
    assert.ok(!open.some((path) => path.endsWith("settings.py")));
  });
});

describe("a settings module", () => {
  const uri = file("mysite/settings.py");
  let document: vscode.TextDocument;

  before(async () => {
    document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
  });

  it("shows in a hover what production gets", async () => {
    const position = document.positionAt(document.getText().indexOf("DEBUG = True"));
    const text = await eventually("a hover", async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        "vscode.executeHoverProvider",
        uri,
        position,
      );
      const parts = hovers.flatMap((hover) => hover.contents as vscode.MarkdownString[]);
      return parts.length > 0 ? parts.map((part) => part.value).join("\n") : undefined;
    });
    assert.match(text, /True/);
  });

  it("takes a fix, and the finding goes away", async () => {
    const { range } = await finding(uri, "static-not-served");
    const title = "Add WhiteNoise after SecurityMiddleware";
    const action = await eventually(`the fix "${title}"`, async () => {
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        uri,
        range,
        vscode.CodeActionKind.QuickFix.value,
        10,
      );
      return actions.find((candidate) => candidate.title === title);
    });
    assert.ok(await vscode.workspace.applyEdit(action.edit!));
    assert.match(
      document.getText(),
      /SecurityMiddleware',\n {4}'whitenoise\.middleware\.WhiteNoiseMiddleware',/,
    );
    await eventually("an end of the finding", () =>
      vscode.languages
        .getDiagnostics(uri)
        .every(({ code }) => (code as { value: string }).value !== "static-not-served")
        ? true
        : undefined,
    );
  });
});
