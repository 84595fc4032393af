/** What git's configuration says of the person who answers. Git itself is never started. */

/** `user.name` in the text of a git configuration file, or undefined. */
export function gitUserName(config: string): string | undefined {
  let section = "";
  for (const line of config.split(/\r?\n/)) {
    const header = /^\s*\[\s*([^\]]*?)\s*\]/.exec(line);
    if (header) section = header[1]!.toLowerCase();
    if (section !== "user") continue;
    const name = /^\s*name\s*=\s*("?)(.*?)\1\s*$/i.exec(line)?.[2];
    if (name) return name;
  }
  return undefined;
}
