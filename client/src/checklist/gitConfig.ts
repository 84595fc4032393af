/** The texts of git's own files, as far as they say who the person is: https://git-scm.com/docs/git-config#_syntax */

/** `user.name` in the text of a configuration file, or undefined. The last one counts. Files that it includes are not read. */
export function gitUserName(config: string): string | undefined {
  let section = "";
  let name: string | undefined;
  for (const line of config.replace(/\\\r?\n/g, "").split(/\r?\n/)) {
    // The first key may stand behind the section's name.
    const [, header, rest] = /^\s*\[\s*([^\]]*?)\s*\](.*)$/.exec(line) ?? [undefined, undefined, line];
    if (header !== undefined) section = header.toLowerCase();
    if (section !== "user") continue;
    const value = /^\s*name\s*=(.*)$/i.exec(rest!)?.[1];
    if (value !== undefined) name = unquoted(value).trim() || undefined;
  }
  return name;
}

/** Where the repository of a work tree or a submodule is, from the text of the file `.git`. */
export function gitDirectory(text: string): string | undefined {
  return /^gitdir: (.+?)\s*$/m.exec(text)?.[1];
}

/** Where the repository is that a work tree shares, from the text of its file `commondir`. */
export function gitCommonDirectory(text: string): string | undefined {
  return text.trim() || undefined;
}

/** A value without its quotes, escapes and comment. */
function unquoted(text: string): string {
  const escapes: Readonly<Record<string, string>> = { n: " ", t: " ", b: "" };
  let value = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (character === "\\") {
      const next = text[++i] ?? "";
      value += escapes[next] ?? next;
    } else if (character === '"') quoted = !quoted;
    else if ((character === "#" || character === ";") && !quoted) break;
    else value += character;
  }
  return value;
}
