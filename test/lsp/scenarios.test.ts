/** What an editor sees, on the server in this process and on the built bundle. */
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import type { ApplyWorkspaceEditParams } from "vscode-languageserver-protocol";
import { TextDocument } from "vscode-languageserver-textdocument";
import type {
  CodeAction,
  CreateFile,
  Hover,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver-types";
import { SECTIONS } from "../../server/src/checklist/items";
import {
  ItemFixesRequest,
  LaunchReportRequest,
  type PlanFixesRequest,
  type PreparedSettings,
} from "../../server/src/protocol";
import { type Client, type ServerKind, startLanguageServer } from "../support/languageServer";
import { root } from "../support/root";

const SETTINGS = "mysite/settings.py";
/** What all fixes of the fixture change. */
const PLANNED = [".python-version", SETTINGS, "requirements.txt"];

describe.each<ServerKind>(["in process", "bundle over stdio"])("%s", (kind) => {
  let client: Client;
  let directory: string;
  const text = (file: string) => readFileSync(path.join(directory, file), "utf8");

  /** Starts on a copy of the example site, with some files replaced. */
  async function start(files: Readonly<Record<string, string>> = {}): Promise<void> {
    directory = realpathSync(mkdtempSync(path.join(tmpdir(), "preflight-lsp-")));
    cpSync(path.join(root, "test/fixtures/heroku-site"), directory, { recursive: true });
    for (const [name, content] of Object.entries(files)) writeFileSync(path.join(directory, name), content);
    client = await startLanguageServer(kind, directory);
    await client.until(() => client.checklist !== undefined);
  }

  afterEach(async () => {
    await client.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const open = (file: string, content = text(file)) =>
    client.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri: client.uri(file), languageId: "python", version: 1, text: content },
    });
  const change = (file: string, version: number, contentChanges: unknown[]) =>
    client.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: client.uri(file), version },
      contentChanges,
    });
  const positionOf = (file: string, needle: string, offset = 0) => {
    const content = text(file);
    const at = content.indexOf(needle) + offset;
    return TextDocument.create("", "", 1, content).positionAt(at);
  };
  const actionsAt = async (file: string, needle: string, only?: string[]): Promise<CodeAction[]> => {
    const position = positionOf(file, needle);
    return client.connection.sendRequest("textDocument/codeAction", {
      textDocument: { uri: client.uri(file) },
      range: { start: position, end: position },
      context: { diagnostics: [], only },
    });
  };
  /** Writes an action's edit to disk and tells the server. */
  const apply = async (action: CodeAction) => {
    const changed = new Set<string>();
    for (const change of (action.edit?.documentChanges ?? []) as (TextDocumentEdit | CreateFile)[]) {
      if ("kind" in change) {
        expect(change.kind).toBe("create");
        writeFileSync(fileURLToPath(change.uri), "", { flag: "wx" });
        changed.add(change.uri);
        continue;
      }
      const file = fileURLToPath(change.textDocument.uri);
      const document = TextDocument.create("", "", 1, readFileSync(file, "utf8"));
      writeFileSync(file, TextDocument.applyEdits(document, change.edits as TextEdit[]));
      changed.add(change.textDocument.uri);
    }
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [...changed].map((uri) => ({ uri, type: 2 })),
    });
    return [...changed].map((uri) => path.relative(directory, fileURLToPath(uri))).sort();
  };

  it("publishes findings of the whole project before any file is open", async () => {
    await start();
    expect(client.codes(SETTINGS)).toContain("debug-true");
    expect(client.codes(SETTINGS)).toContain("static-not-served");
    const diagnostic = client.diagnostics.get(client.uri(SETTINGS))!.list[0]!;
    expect(diagnostic.source).toBe("django-preflight");
    expect(diagnostic.codeDescription?.href).toMatch(/^https:.*\/docs\/rules\/[a-z-]+\.md$/);
  });

  it("follows edits, with the version they belong to", async () => {
    await start();
    await open(SETTINGS);
    const start_ = positionOf(SETTINGS, "DEBUG = True", "DEBUG = ".length);
    const end = positionOf(SETTINGS, "DEBUG = True", "DEBUG = True".length);
    await change(SETTINGS, 2, [{ range: { start: start_, end }, text: "False" }]);
    await client.until(() => !client.codes(SETTINGS).includes("debug-true"));
    expect(client.diagnostics.get(client.uri(SETTINGS))!.version).toBe(2);
    await change(SETTINGS, 3, [{ text: text(SETTINGS) }]);
    await client.until(() => client.codes(SETTINGS).includes("debug-true"));
    await client.connection.sendNotification("textDocument/didClose", {
      textDocument: { uri: client.uri(SETTINGS) },
    });
  });

  it("follows edits of the configuration, and says what is wrong in it", async () => {
    await start();
    const config = "django-preflight.toml";
    const severities = () =>
      client.diagnostics
        .get(client.uri(SETTINGS))!
        .list.filter(({ code }) => code === "debug-true")
        .map(({ severity }) => severity);
    expect(severities()).toEqual([1]);
    writeFileSync(path.join(directory, config), "");
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: client.uri(config), type: 1 }],
    });
    await open(config, '[severity]\ndebug-tru = "info"\n');
    await client.until(() => client.codes(config).includes("configuration"));
    expect(client.diagnostics.get(client.uri(config))!.list).toMatchObject([
      {
        severity: 1,
        message: expect.stringContaining("did you mean debug-true?"),
        range: { start: { line: 1, character: 0 }, end: { line: 1, character: 9 } },
      },
    ]);
    const position = { line: 1, character: 9 };
    await change(config, 2, [{ range: { start: position, end: position }, text: "e" }]);
    await client.until(() => severities()[0] === 3 && client.codes(config).length === 0);
    await change(config, 3, [{ text: '[[ignore]]\npaths = ["mysite/"]\n' }]);
    await client.until(() => severities().length === 0);
    await change(config, 4, [{ text: "" }]);
    await client.until(() => severities()[0] === 1);
  });

  it("offers to ignore a finding after all fixes, and to remove the comment when it is not needed", async () => {
    await start();
    const actions = await actionsAt(SETTINGS, "True", ["quickfix"]);
    const titles = actions.map(({ title }) => title);
    expect(titles.at(-1)).toBe("Ignore debug-true here");
    expect(titles.length).toBeGreaterThan(1);
    await apply(actions.at(-1)!);
    expect(text(SETTINGS)).toContain("DEBUG = True  # preflight: ignore[debug-true]\n");
    await client.until(() => !client.codes(SETTINGS).includes("debug-true"));
    expect(client.codes(SETTINGS)).not.toContain("unused-suppression");
    writeFileSync(path.join(directory, SETTINGS), text(SETTINGS).replace("DEBUG = True", "DEBUG = False"));
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: client.uri(SETTINGS), type: 2 }],
    });
    await client.until(() => client.codes(SETTINGS).includes("unused-suppression"));
    const unused = client.diagnostics
      .get(client.uri(SETTINGS))!
      .list.find(({ code }) => code === "unused-suppression");
    expect(unused).toMatchObject({ tags: [1], severity: 3 });
    expect((await actionsAt(SETTINGS, "debug-true]", ["quickfix"])).map(({ title }) => title)).toContain(
      "Remove the comment",
    );
  });

  it("sends the checklist", async () => {
    await start();
    const [project] = client.checklist!.projects;
    expect(project).toMatchObject({ name: "mysite", settings: "mysite.settings", django: "5.2" });
    const items = project!.sections.flatMap((section) => section.items);
    expect(items.map(({ id }) => id)).toEqual(
      SECTIONS.flatMap((section) => section.items.map(({ id }) => id)),
    );
    expect(items.find(({ id }) => id === "debug-off")).toMatchObject({ state: "problem" });
    expect(items.find(({ id }) => id === "web-process")).toMatchObject({ state: "ok" });
    expect(items.find(({ id }) => id === "restore-tested")).toMatchObject({ kind: "manual", state: "open" });
    expect(project!.blocking).toBeGreaterThan(0);
  });

  it("gives the fixes of a checklist item, as the editor gets them at the line", async () => {
    await start();
    const itemOf = (id: string) =>
      client.checklist!.projects[0]!.sections.flatMap(({ items }) => items).find((item) => item.id === id)!;
    const fixesOf = (itemId: string): Promise<ItemFixesRequest.Result> =>
      client.connection.sendRequest(ItemFixesRequest.method, { rootUri: client.folder, itemId });
    expect(itemOf("static-served")).toMatchObject({ state: "problem", fixable: true });
    expect(itemOf("debug-off")).toMatchObject({ blocking: true });
    expect(itemOf("backups").fixable).toBeUndefined();
    const fixes = await fixesOf("static-served");
    const fix = fixes.find(({ action }) => action.title === "Add WhiteNoise after SecurityMiddleware")!;
    expect(fix).toMatchObject({ review: true, problem: itemOf("static-served").detail });
    const resolved: CodeAction = await client.connection.sendRequest("codeAction/resolve", fix.action);
    expect(await apply(resolved)).toEqual([SETTINGS, "requirements.txt"]);
    await client.until(() => itemOf("static-served").state === "ok");
    expect(await fixesOf("static-served")).toEqual([]);
    expect(await fixesOf("no-such-item")).toEqual([]);
  });

  it("writes the launch report with the client's answers", async () => {
    await start();
    const report = (params: Partial<LaunchReportRequest.Params>): Promise<LaunchReportRequest.Result> =>
      client.connection.sendRequest(LaunchReportRequest.method, {
        projects: [
          {
            rootUri: client.checklist!.projects[0]!.rootUri,
            answers: { "debug-off": { note: "on Friday", by: "Ann" } },
          },
        ],
        format: "markdown",
        date: "2026-03-01",
        ...params,
      });
    expect(await report({})).toMatch(
      /^# Launch report: mysite$[\s\S]*DEBUG is off[\s\S]*\*Note by Ann: on Friday\*[\s\S]*on 2026-03-01/m,
    );
    expect(await report({ format: "html" })).toContain("<h1><bdi>mysite</bdi></h1>");
    const gone = [{ rootUri: "file:///nowhere", answers: {} }];
    expect(await report({ projects: gone })).toContain("# Launch report");
  });

  it("shows on hover what production gets", async () => {
    await start({
      "mysite/settings.py":
        'import os\nDEBUG = os.environ.get("DJANGO_DEBUG", "") == "1"\nSECRET_KEY = "x" * 3\n',
      "app.json": '{"env": {"DJANGO_DEBUG": {"value": "0"}}}',
    });
    const hover: Hover = await client.connection.sendRequest("textDocument/hover", {
      textDocument: { uri: client.uri(SETTINGS) },
      position: { line: 1, character: 2 },
    });
    const { value } = hover.contents as { value: string };
    expect(value).toContain("DJANGO\\_DEBUG is not set → `False` (settings.py:2)");
    expect(value).toContain("app.json → `False`");
    expect(value).toContain("#std-setting-DEBUG");
    const secret: Hover = await client.connection.sendRequest("textDocument/hover", {
      textDocument: { uri: client.uri(SETTINGS) },
      position: { line: 2, character: 2 },
    });
    expect((secret.contents as { value: string }).value).not.toContain("xxx");
  });

  it("adds WhiteNoise to both files, from codeAction/resolve", async () => {
    await start();
    const offered = (await actionsAt(SETTINGS, "'django.middleware.security")).find(
      ({ title }) => title === "Add WhiteNoise after SecurityMiddleware",
    );
    expect(offered?.edit).toBeUndefined();
    const action: CodeAction = await client.connection.sendRequest("codeAction/resolve", offered);
    expect(await apply(action)).toEqual([SETTINGS, "requirements.txt"]);
    expect(text(SETTINGS)).toMatch(
      /SecurityMiddleware',\n {4}'whitenoise\.middleware\.WhiteNoiseMiddleware',\n/,
    );
    expect(text("requirements.txt")).toMatch(/^whitenoise/m);
    await client.until(() => !client.codes(SETTINGS).includes("static-not-served"));
  });

  it("says what a fix does to production, for the editor's preview", async () => {
    await start();
    const actions = await actionsAt(SETTINGS, "'django-insecure");
    const { edit } = actions.find(({ title }) => title === "Read SECRET_KEY from the environment")!;
    expect(edit!.changeAnnotations).toEqual({
      review: {
        label: "Read SECRET_KEY from the environment",
        description: "changes how production behaves",
        needsConfirmation: false,
      },
    });
    const [{ edits }] = edit!.documentChanges as [TextDocumentEdit];
    expect(edits.map((each) => "annotationId" in each && each.annotationId)).toEqual(
      edits.map(() => "review"),
    );
  });

  it("prepares the settings for Heroku, as one edit that the editor shows first", async () => {
    await start();
    let edit: WorkspaceEdit | undefined;
    client.connection.onRequest("workspace/applyEdit", async (params: ApplyWorkspaceEditParams) => {
      edit = params.edit;
      expect(await apply({ title: "", edit })).toEqual(PLANNED);
      return { applied: true };
    });
    const prepared: PreparedSettings = await client.connection.sendRequest("workspace/executeCommand", {
      command: "djangoPreflight.applyAllFixes",
      arguments: [{ rootUri: client.folder }],
    });
    expect(Object.values(edit!.changeAnnotations!)[0]!.needsConfirmation).toBe(true);
    expect(prepared.changed).toBe(true);
    expect(prepared.fixes).toContain("Read DEBUG from DJANGO_DEBUG");
    expect(prepared.variables).toContainEqual({
      name: "SECRET_KEY",
      use: "production",
      required: true,
    });
    expect(text(SETTINGS)).toContain("os.environ['SECRET_KEY']");
    await client.until(() => !client.codes(SETTINGS).includes("debug-true"));
    expect(
      client.diagnostics.get(client.uri(SETTINGS))!.list.filter(({ severity }) => severity === 1),
    ).toEqual([]);
  });

  it("plans the same for a client that shows it in its own way", async () => {
    await start();
    const plan: PlanFixesRequest.Result = await client.connection.sendRequest("djangoPreflight/planFixes", {
      rootUri: client.folder,
    });
    expect(plan.files.map(({ uri }) => uri)).toEqual(PLANNED.map((file) => client.uri(file)));
    await apply({ title: "", edit: plan.edit });
    for (const { uri, after } of plan.files) expect(readFileSync(fileURLToPath(uri), "utf8")).toBe(after);
  });

  it("refuses a fix whose file changed since it was offered", async () => {
    await start();
    const offered = (await actionsAt(SETTINGS, "'django.middleware.security")).find(
      ({ title }) => title === "Add WhiteNoise after SecurityMiddleware",
    );
    writeFileSync(path.join(directory, "requirements.txt"), "Django==5.2.4\ngunicorn\nsomething-else\n");
    const action: CodeAction = await client.connection.sendRequest("codeAction/resolve", offered);
    expect(action.edit).toBeUndefined();
  });

  it("corrects a module that the Procfile misspells", async () => {
    await start({ Procfile: "web: gunicorn mysite.wgsi\n" });
    const finding = client.diagnostics
      .get(client.uri("Procfile"))!
      .list.find(({ code }) => code === "wsgi-module-not-found");
    expect(finding?.message).toContain("mysite.wsgi");
    const [action] = await actionsAt("Procfile", "mysite.wgsi");
    await apply(action!);
    expect(text("Procfile")).toBe("web: gunicorn mysite.wsgi\n");
    await client.until(() => !client.codes("Procfile").includes("wsgi-module-not-found"));
  });

  it("applies safe fixes only with fix-all, and only to the document", async () => {
    const settings = readFileSync(path.join(root, "test/fixtures/heroku-site", SETTINGS), "utf8").replace(
      /^DATABASES/m,
      'STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}\nDATABASES',
    );
    await start({ [SETTINGS]: settings });
    const [action, ...others] = await actionsAt(SETTINGS, "DEBUG", ["source.fixAll.djangoPreflight"]);
    expect(others).toEqual([]);
    expect(action!.kind).toBe("source.fixAll.djangoPreflight");
    expect(await apply(action!)).toEqual([SETTINGS]);
    expect(text(SETTINGS)).toContain("FileSystemStorage");
    expect(text(SETTINGS)).toContain("DEBUG = True");
    await client.until(() => !client.codes(SETTINGS).includes("storages-no-default"));
  });

  it("looks again at files that changed on disk", async () => {
    await start();
    expect(client.codes("Procfile")).not.toContain("web-runserver");
    writeFileSync(path.join(directory, "Procfile"), "web: python manage.py runserver 0.0.0.0:$PORT\n");
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: client.uri("Procfile"), type: 2 }],
    });
    await client.until(() => client.codes("Procfile").includes("web-runserver"));
  });

  it("uses the production settings module that the user picks", async () => {
    await start({
      "mysite/hosted.py": "from .settings import *\nDEBUG = False\nALLOWED_HOSTS = ['example.com']\n",
    });
    expect(client.codes(SETTINGS)).toContain("debug-true");
    await client.connection.sendRequest("djangoPreflight/setSettingsModule", {
      rootUri: client.folder,
      module: "mysite.hosted",
    });
    await client.until(() => client.checklist!.projects[0]!.settings === "mysite.hosted");
    expect(client.codes(SETTINGS)).not.toContain("debug-true");
    await client.connection.sendRequest("djangoPreflight/setSettingsModule", {
      rootUri: client.folder,
      module: null,
    });
    await client.until(() => client.checklist!.projects[0]!.settings !== "mysite.hosted");
  });

  it("says where the settings raise", async () => {
    await start({ [SETTINGS]: "import os\nraise RuntimeError('no')\n" });
    const [diagnostic] = client.diagnostics.get(client.uri(SETTINGS))!.list;
    expect(diagnostic).toMatchObject({
      code: "settings-do-not-load",
      severity: 1,
      range: { start: { line: 1 } },
    });
  });
});
