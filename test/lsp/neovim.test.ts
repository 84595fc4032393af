/** The language server in a real Neovim, of whatever version the machine has. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "../support/root";

const installed = spawnSync("nvim", ["--version"]).status === 0;

interface Report {
  readonly diagnostics: readonly { line: number; message: string; source: string }[];
  /** The titles of the menu. */
  readonly picked: readonly string[];
  readonly text: string;
}

describe.skipIf(!installed)(`Neovim${installed ? "" : " (skipped: needs nvim)"}`, () => {
  let directory: string;
  let report: Report;

  beforeAll(() => {
    directory = realpathSync(mkdtempSync(path.join(tmpdir(), "preflight-nvim-")));
    const site = path.join(directory, "site");
    cpSync(path.join(root, "test/fixtures/heroku-site"), site, { recursive: true });
    const { stdout, stderr } = spawnSync(
      "nvim",
      ["--headless", "-n", "-u", "NONE", "-i", "NONE", "-c", `luafile ${root}/test/lsp/neovim.lua`],
      {
        encoding: "utf8",
        env: {
          ...process.env,
          XDG_STATE_HOME: directory,
          XDG_CACHE_HOME: directory,
          FOLDER: site,
          TITLE: "Read DEBUG from DJANGO_DEBUG",
          SERVER: JSON.stringify([process.execPath, `${root}/dist/cli.js`, "server", "--stdio"]),
        },
      },
    );
    const line = stdout.split("\n").find((each) => each.startsWith("{"));
    if (line === undefined) throw new Error(`Neovim reported nothing: ${stdout}${stderr}`);
    report = JSON.parse(line);
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test("shows diagnostics", () => {
    const debug = report.diagnostics.find(({ message }) => message.startsWith("DEBUG is on in production"));
    expect(debug).toMatchObject({ line: 25, source: "django-preflight" });
  });

  test("applies a code action", () => {
    expect(report.picked).toContain("Read DEBUG from DJANGO_DEBUG");
    expect(report.text).toContain("DEBUG = os.environ.get('DJANGO_DEBUG', '') == '1'");
  });
});
