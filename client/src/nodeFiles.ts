import { mkdir, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import type { LocalFiles } from "./localFiles";

/** Files through Node. `environment` is that of the extension host. */
export function nodeFiles(environment: Readonly<Record<string, string | undefined>>): LocalFiles {
  return { gitConfigs: gitConfigs(environment), replace };
}

/** https://git-scm.com/docs/git-config#FILES */
function gitConfigs({
  GIT_CONFIG_GLOBAL,
  XDG_CONFIG_HOME,
}: Readonly<Record<string, string | undefined>>): string[] {
  if (GIT_CONFIG_GLOBAL) return [GIT_CONFIG_GLOBAL];
  const home = homedir();
  return [join(XDG_CONFIG_HOME || join(home, ".config"), "git/config"), join(home, ".gitconfig")];
}

async function replace(path: string, bytes: Uint8Array): Promise<void> {
  // A link stays a link: what it leads to is replaced.
  const target = await realpath(path).catch(() => path);
  await mkdir(dirname(target), { recursive: true });
  const mode = await stat(target).then(
    (info) => info.mode & 0o777,
    () => 0o666,
  );
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, bytes, { mode });
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    // A file that somebody reads on Windows, or one in a directory of others, cannot be replaced but may be written.
    if (!["EPERM", "EACCES"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    await writeFile(target, bytes);
  }
}
