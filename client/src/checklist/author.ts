/** Who answers. Git itself is never started. */
import * as vscode from "vscode";
import type { LocalFiles } from "../localFiles";
import { gitCommonDirectory, gitDirectory, gitUserName } from "./gitConfig";

/** The setting, else `user.name` of the repository around the project, else that of the person's own configuration. */
export async function authorOf(rootUri: string, local: LocalFiles | undefined): Promise<string | undefined> {
  const root = vscode.Uri.parse(rootUri);
  const author = vscode.workspace.getConfiguration("djangoPreflight", root).get<string>("author", "").trim();
  return author || ((await repositoryAuthor(root, local)) ?? (await globalAuthor(local)));
}

async function repositoryAuthor(
  root: vscode.Uri,
  local: LocalFiles | undefined,
): Promise<string | undefined> {
  const folder = vscode.workspace.getWorkspaceFolder(root)?.uri ?? root;
  // The folder that is open may be part of a repository; of a virtual file system only that folder is ours to read.
  const top = local !== undefined && root.scheme === "file" ? "/" : folder.path;
  for (let directory = root; ; directory = vscode.Uri.joinPath(directory, "..")) {
    const git = vscode.Uri.joinPath(directory, ".git");
    const config = (await read(vscode.Uri.joinPath(git, "config"))) ?? (await linkedConfig(git));
    if (config !== undefined) return gitUserName(config);
    const parent = vscode.Uri.joinPath(directory, "..");
    if (directory.path.length <= top.length || parent.path === directory.path) return undefined;
  }
}

/** The configuration of a work tree or a submodule, whose `.git` is a file that leads to it. */
async function linkedConfig(git: vscode.Uri): Promise<string | undefined> {
  const directory = gitDirectory((await read(git)) ?? "");
  if (directory === undefined) return undefined;
  const base = resolve(vscode.Uri.joinPath(git, ".."), directory);
  const common = gitCommonDirectory((await read(vscode.Uri.joinPath(base, "commondir"))) ?? "");
  return read(vscode.Uri.joinPath(common === undefined ? base : resolve(base, common), "config"));
}

async function globalAuthor(local: LocalFiles | undefined): Promise<string | undefined> {
  let name: string | undefined;
  for (const path of local?.gitConfigs ?? []) {
    const config = await read(vscode.Uri.file(path));
    if (config !== undefined) name = gitUserName(config) ?? name;
  }
  return name;
}

function resolve(base: vscode.Uri, path: string): vscode.Uri {
  const absolute = path.startsWith("/") || /^[a-z]:[\\/]/i.test(path);
  return absolute ? base.with({ path: vscode.Uri.file(path).path }) : vscode.Uri.joinPath(base, path);
}

async function read(file: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch {
    return undefined;
  }
}
