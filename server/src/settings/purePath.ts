/** pathlib.PurePosixPath and posixpath on strings. */
export const PurePath = {
  /** The canonical text of a path as pathlib keeps it: no empty or "." parts; ".." stays. */
  normalize(path: string): string {
    const root = path.startsWith("/") ? (path.startsWith("//") && !path.startsWith("///") ? "//" : "/") : "";
    const parts = path.split("/").filter((part) => part !== "" && part !== ".");
    return root + parts.join("/") || ".";
  },

  /** `Path(a) / b`. */
  join(a: string, b: string): string {
    return PurePath.normalize(isAbsolute(b) ? b : a.endsWith("/") ? a + b : `${a}/${b}`);
  },

  parent(path: string): string {
    const normal = PurePath.normalize(path);
    if (normal === "/" || normal === ".") return normal;
    const slash = normal.lastIndexOf("/");
    if (slash < 0) return ".";
    return slash === 0 ? "/" : normal.slice(0, slash);
  },

  name(path: string): string {
    const normal = PurePath.normalize(path);
    return normal === "." || normal === "/" ? "" : normal.slice(normal.lastIndexOf("/") + 1);
  },

  suffix(path: string): string {
    const name = PurePath.name(path);
    const dot = name.lastIndexOf(".");
    return dot > 0 && dot < name.length - 1 ? name.slice(dot) : "";
  },

  stem(path: string): string {
    const name = PurePath.name(path);
    const suffix = PurePath.suffix(path);
    return suffix === "" ? name : name.slice(0, -suffix.length);
  },

  /** `Path.resolve()` where no symbolic link is involved; undefined for a relative path. */
  resolve(path: string): string | undefined {
    return isAbsolute(path) ? posix.normpath(path) : undefined;
  },
};

/** Drive letters are ordinary input: "C:/site". */
export function isAbsolute(path: string): boolean {
  return path.startsWith("/") || /^[A-Za-z]:\//.test(path);
}

/** os.path, the POSIX version. */
export const posix = {
  join(first: string, ...rest: string[]): string {
    let out = first;
    for (const part of rest) {
      if (isAbsolute(part)) out = part;
      else if (out === "" || out.endsWith("/")) out += part;
      else out += `/${part}`;
    }
    return out;
  },

  dirname(path: string): string {
    const slash = path.lastIndexOf("/") + 1;
    const head = path.slice(0, slash);
    return /^\/*$/.test(head) ? head : head.replace(/\/+$/, "");
  },

  basename(path: string): string {
    return path.slice(path.lastIndexOf("/") + 1);
  },

  normpath(path: string): string {
    if (path === "") return ".";
    const root = path.startsWith("/") ? (path.startsWith("//") && !path.startsWith("///") ? "//" : "/") : "";
    const out: string[] = [];
    for (const part of path.split("/")) {
      if (part === "" || part === ".") continue;
      if (part !== ".." || (root === "" && out.length === 0) || out[out.length - 1] === "..") out.push(part);
      else if (out.length > 0) out.pop();
    }
    return root + out.join("/") || ".";
  },

  splitext(path: string): [string, string] {
    const name = posix.basename(path);
    const dot = name.lastIndexOf(".");
    if (dot <= 0 || /^\.+$/.test(name.slice(0, dot))) return [path, ""];
    const cut = path.length - (name.length - dot);
    return [path.slice(0, cut), path.slice(cut)];
  },
};
