/** The probe as a request to the language server and as a command, against a small site on this machine. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo, createServer as createSocket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import Ajv from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CancellationTokenSource, WorkDoneProgress } from "vscode-languageserver-protocol/node";
import { ProbeRequest } from "../../server/src/protocol";
import { startLanguageServer } from "../support/languageServer";
import { root } from "../support/root";

const SITE = path.join(root, "test/fixtures/heroku-site");

let site: Server;
/** Takes connections and says nothing. */
const silent = createSocket();
let url: string;
let silentUrl: string;
let directory: string;

const listening = (server: { listen: Server["listen"]; address: Server["address"] }) =>
  new Promise<string>((resolve) =>
    server.listen(0, "127.0.0.1", () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    ),
  );

beforeAll(async () => {
  site = createServer((request, response) => {
    if (request.url === "/") {
      response.writeHead(200, {
        "Content-Type": "text/html",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
      });
      response.end("<!doctype html><p>Hello");
    } else {
      response.writeHead(404, { "Content-Type": "text/html" });
      response.end(`<!doctype html><html><p>${"Not here. ".repeat(40)}`);
    }
  });
  url = await listening(site);
  silentUrl = await listening(silent as unknown as Server);
  directory = mkdtempSync(path.join(tmpdir(), "preflight-probe-"));
});
afterAll(() => {
  site.close();
  site.closeAllConnections();
  silent.close();
  rmSync(directory, { recursive: true, force: true });
});

describe.each(["in process", "bundle over stdio"] as const)("the language server, %s", (kind) => {
  it("probes a site, tells its steps, and can be cancelled", async () => {
    const client = await startLanguageServer(kind, SITE);
    expect(client.initialized.capabilities.experimental).toEqual({ probe: true });
    const send = (params: ProbeRequest.Params, token?: CancellationTokenSource["token"]) =>
      token === undefined
        ? client.connection.sendRequest<ProbeRequest.Result>(ProbeRequest.method, params)
        : client.connection.sendRequest<ProbeRequest.Result>(ProbeRequest.method, params, token);

    const steps: unknown[] = [];
    client.connection.onProgress(WorkDoneProgress.type, "token", (step) => {
      steps.push(step);
    });
    const result = await send({ url, rootUri: client.folder, workDoneToken: "token" });
    if ("problem" in result) throw new Error(result.problem);
    expect(result.report).toMatchObject({ origin: url, loopback: true, requests: 6 });
    expect(result.report.results.find(({ id }) => id === "robots-txt")).toMatchObject({ state: "fail" });
    expect(steps).toContainEqual({ kind: "report", message: `${url}/robots.txt` });

    expect(await send({ url: "ftp://example.com" })).toEqual({
      problem: "The address must begin with https:// or http://.",
    });

    const cancel = new CancellationTokenSource();
    const pending = send({ url: silentUrl }, cancel.token);
    setTimeout(() => cancel.cancel(), 200);
    const start = performance.now();
    await expect(pending).rejects.toThrow("cancelled");
    expect(performance.now() - start).toBeLessThan(5000);
    await client.stop();
  });
});

/** Not `spawnSync`: the site is in this process. */
function run(...args: string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["--", `${root}/dist/cli.js`, "probe", ...args], { cwd: root });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk) => (stdout += chunk));
    child.stderr.on("data", (chunk) => (stderr += chunk));
    child.on("close", (status) => resolve({ status, stdout, stderr }));
  });
}

describe("the command", () => {
  it("prints a line for each check, and what decides the failed ones", async () => {
    const { status, stdout, stderr } = await run(url);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("info: robots.txt: There is none. [robots-txt]");
    expect(stdout).toContain(`    ${url}/robots.txt: HTTP 404, Content-Type: text/html`);
    expect(stdout).toMatch(/^\d+ for information, \d+ passed, \d+ unknown, \d+ skipped$|skipped\n$/m);
    expect((await run(url, "--fail-on", "info")).status).toBe(1);
  });

  it("prints JSON that fits its schema, with and without a project", async () => {
    const schema = JSON.parse(readFileSync(path.join(root, "schemas/probe.schema.json"), "utf8"));
    const validate = new Ajv({ strict: false }).compile(schema);
    for (const args of [[], [SITE], [SITE, "--settings", "mysite.settings"]]) {
      const { stdout } = await run(url, ...args, "--format", "json");
      const report = JSON.parse(stdout);
      expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
      expect(report.project).toEqual(args.length > 0 ? { root: ".", settings: "mysite.settings" } : null);
    }
  });

  it("fails where nothing answers", async () => {
    const { status, stdout } = await run("http://127.0.0.1:1");
    expect(status).toBe(1);
    expect(stdout).toContain(
      "error: Front page: Nothing answers. http://127.0.0.1:1/: the connection was refused.",
    );
  });

  it("leaves a damaged file of answers alone, and asks for nothing then", async () => {
    const project = path.join(directory, "site");
    mkdirSync(path.join(project, ".preflight"), { recursive: true });
    writeFileSync(
      path.join(project, "manage.py"),
      "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 's')\n",
    );
    writeFileSync(path.join(project, "s.py"), "DEBUG = False\n");
    const answers = path.join(project, ".preflight/checklist.json");
    writeFileSync(answers, "{ broken");
    const { status, stderr } = await run(silentUrl, project, "--record");
    expect(status).toBe(2);
    expect(stderr).toMatch(/checklist\.json cannot be used: /);
    expect(readFileSync(answers, "utf8")).toBe("{ broken");
  });

  it.each([
    [[]],
    [["not an address"]],
    [["https://user:password@example.com"]],
    [["https://example.com", ".", "more"]],
    [["https://example.com", "--record"]],
    [["https://example.com", "--settings", "mysite.settings"]],
    [["https://example.com", "--format", "sarif"]],
    [["https://example.com", "test/fixtures/does-not-exist"]],
    [["https://example.com", "--dry-run"]],
  ])("exits 2 with one line of plain words: %j", async (args) => {
    const { status, stdout, stderr } = await run(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^django-preflight: [^\n]+\n$/);
    expect(stderr).not.toContain("internal error");
  });

  it("ends at once with Ctrl+C", async () => {
    const child = spawn(process.execPath, ["--", `${root}/dist/cli.js`, "probe", silentUrl]);
    const ended = new Promise((resolve) => child.on("close", resolve));
    await new Promise<void>((resolve) => silent.once("connection", () => resolve()));
    child.kill("SIGINT");
    const start = performance.now();
    expect(await ended).toBe(130);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
