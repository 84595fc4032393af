/** .dockerignore: which files of a build's context Docker leaves out. https://docs.docker.com/build/concepts/context/ */
import { perDocument } from "../syntax/document";

export interface Dockerignore {
  readonly path: string;
  /** Whether a path, relative to the context, is left out: by itself, or with a directory above it. */
  ignores(path: string): boolean;
}

interface Pattern {
  readonly matches: RegExp;
  readonly negated: boolean;
}

/** A file with more patterns is not read further. */
const MAX_PATTERNS = 1000;

/** Reads .dockerignore. Total: a pattern that is none matches nothing. */
export const parseDockerignore = perDocument(({ path, text }): Dockerignore => {
  const patterns = text
    .replace(/^\ufeff/, "")
    .split(/\r?\n/, MAX_PATTERNS)
    .flatMap((line) => patternOf(line) ?? []);
  return {
    path,
    ignores(file) {
      const parts = file.split("/");
      const above = parts.map((_, n) => parts.slice(0, n + 1).join("/"));
      let ignored = false;
      for (const { matches, negated } of patterns)
        if (above.some((each) => matches.test(each))) ignored = !negated;
      return ignored;
    },
  };
});

function patternOf(line: string): Pattern | undefined {
  if (line.startsWith("#")) return undefined;
  const trimmed = line.trim();
  const negated = trimmed.startsWith("!");
  const glob = (negated ? trimmed.slice(1).trim() : trimmed)
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/");
  if (glob === "") return undefined;
  try {
    return { matches: new RegExp(`^${regularExpression(glob)}$`), negated };
  } catch {
    return undefined;
  }
}

/** Go's filepath.Match, with `**` for any number of directories. */
function regularExpression(glob: string): string {
  return glob.replace(/\*\*\/?|\*|\?|\[(?:\\.|[^\]\\])+\]|\\.|[\s\S]/g, (piece) => {
    if (piece === "**/") return "(?:.*/)?";
    if (piece === "**") return ".*";
    if (piece === "*") return "[^/]*";
    if (piece === "?") return "[^/]";
    if (piece.length > 1 && piece.startsWith("[")) return piece.replace(/^\[!/, "[^");
    return piece.length > 1 && piece.startsWith("\\") ? escaped(piece.slice(1)) : escaped(piece);
  });
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
