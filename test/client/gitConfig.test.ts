import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gitCommonDirectory, gitDirectory, gitUserName } from "../../client/src/checklist/gitConfig";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), "preflight-git-"));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** What git itself says; "" where it says nothing. */
function git(...args: string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
  return execFileSync("git", args, { cwd: directory, env, encoding: "utf8" }).replace(/\n$/, "");
}

describe("gitUserName", () => {
  it.each([
    '[core]\n\tname = no\n[user]\n\temail = a@b.c\n\tname = "Ann Example"\n',
    "[user]\r\n\tname = Ann   Example\r\n",
    "[user]\n\tname = Ann # not Bob\n",
    '[user]\n\tname = "Ann; the \\"first\\"" ; yes\n',
    "[USER] NAME = Ann\n",
    "[user]\n  name = Ann\n[user]\n  name = Bob\n",
    "[user]\n\tname = Ann \\\nExample\n",
    "[user]\n\tname = Müller\\\\Söhne\n",
  ])("reads %j as git does", (config) => {
    const file = path.join(directory, "config");
    writeFileSync(file, config);
    expect(gitUserName(config)).toBe(git("config", "--file", file, "user.name"));
  });

  it.each([
    '[remote "user"]\n  name = x\n[core]\n  bare = false\n',
    '[user "other"]\n  name = x\n',
    "[user]\n  name =\n",
    "",
    "\u0000\u0001",
  ])("finds no name in %j", (config) => {
    expect(gitUserName(config)).toBeUndefined();
  });
});

describe("a work tree", () => {
  it("is followed to the repository", () => {
    git("init", "--quiet", "main");
    const main = path.join(directory, "main");
    const options = ["-c", "user.name=Ann", "-c", "user.email=a@b.c"];
    git("-C", main, ...options, "commit", "--quiet", "--allow-empty", "--message", "first");
    git("-C", main, "worktree", "add", "--quiet", "../tree");
    const gitFile = readFileSync(path.join(directory, "tree/.git"), "utf8");
    const base = path.resolve(directory, "tree", gitDirectory(gitFile)!);
    const common = gitCommonDirectory(readFileSync(path.join(base, "commondir"), "utf8"))!;
    expect(readFileSync(path.join(base, common, "config"), "utf8")).toContain("[core]");
  });

  it("is none without its line", () => {
    expect(gitDirectory("")).toBeUndefined();
    expect(gitCommonDirectory("\n")).toBeUndefined();
  });
});
