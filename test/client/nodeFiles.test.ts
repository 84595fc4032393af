import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nodeFiles } from "../../client/src/nodeFiles";

const { replace } = nodeFiles({});
const bytes = (text: string) => new TextEncoder().encode(text);
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "preflight-files-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe("replace", () => {
  it("makes the file and its directory, and leaves nothing beside it", async () => {
    const file = path.join(directory, "a/b/checklist.json");
    await replace(file, bytes("one"));
    await replace(file, bytes("two"));
    expect(readFileSync(file, "utf8")).toBe("two");
    expect(readdirSync(path.dirname(file))).toEqual(["checklist.json"]);
  });

  it("keeps links and permissions", async () => {
    const file = path.join(directory, "shared.json");
    const link = path.join(directory, "checklist.json");
    writeFileSync(file, "one", { mode: 0o600 });
    symlinkSync("shared.json", link);
    await replace(link, bytes("two"));
    expect(readFileSync(file, "utf8")).toBe("two");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory)).toEqual(["checklist.json", "shared.json"]);
  });

  it("says when the directory cannot be there", async () => {
    writeFileSync(path.join(directory, "a"), "a file");
    await expect(replace(path.join(directory, "a/checklist.json"), bytes("x"))).rejects.toThrow();
  });

  it("never shows half a file", async () => {
    const file = path.join(directory, "checklist.json");
    const texts = ["1".repeat(200_000), "2".repeat(300_000)];
    await replace(file, bytes(texts[0]!));
    const writing = (async () => {
      for (let n = 0; n < 50; n++) await replace(file, bytes(texts[n % 2]!));
    })();
    let done = false;
    void writing.then(() => (done = true));
    while (!done) {
      expect(texts.includes(readFileSync(file, "utf8"))).toBe(true);
      await new Promise((resolve) => setImmediate(resolve));
    }
  });
});

describe("git's configuration", () => {
  it("is where git looks for it", () => {
    const home = homedir();
    expect(nodeFiles({}).gitConfigs).toEqual([
      path.join(home, ".config/git/config"),
      path.join(home, ".gitconfig"),
    ]);
    expect(nodeFiles({ XDG_CONFIG_HOME: "/x" }).gitConfigs[0]).toBe(path.join("/x", "git/config"));
    expect(nodeFiles({ GIT_CONFIG_GLOBAL: "/g" }).gitConfigs).toEqual(["/g"]);
  });
});
