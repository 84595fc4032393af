/** Joins and normalises folder-relative POSIX paths: `join("a/b", "../c")` is "a/c". "" is the folder itself. */
export function join(...parts: string[]): string {
  const out: string[] = [];
  for (const part of parts.join("/").split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && out.length > 0 && out[out.length - 1] !== "..") out.pop();
    else out.push(part);
  }
  return out.join("/");
}

/** The directory of a path; "" for a path without one. */
export function dirname(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

/** The last part of a path. */
export function basename(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** `path` as seen from directory `from`, both folder-relative: `relative("a", "a/b.py")` is "b.py". */
export function relative(from: string, path: string): string {
  if (from === "") return path;
  if (path === from) return "";
  if (path.startsWith(`${from}/`)) return path.slice(from.length + 1);
  const up = from.split("/");
  const to = path.split("/");
  let common = 0;
  while (common < up.length && common < to.length && up[common] === to[common]) common++;
  return [...up.slice(common).map(() => ".."), ...to.slice(common)].join("/");
}
