/** requirements.txt as pip reads it, with the files it includes. */
import { dirname, join } from "../paths";
import type { Snapshot } from "../snapshot";
import { perDocument, type SourceDocument } from "../syntax/document";
import type { Range } from "../syntax/text";
import type { Dependency } from "./dependencies";
import { exactVersion, normalisedName, parseRequirement } from "./requirement";

export interface RequirementsFile {
  readonly packages: readonly Dependency[];
  /** All files read, the first one included. */
  readonly files: readonly string[];
  /** Why packages may be missing from the list; undefined if it is complete. */
  readonly incomplete: string | undefined;
  /** A constraints file that is not there, so that more may be said about versions than is known. */
  readonly constrainedBy: string | undefined;
}

/** Reads a requirements file and, through `-r`, those it includes. `undefined` if the file does not exist. */
export function readRequirements(snapshot: Snapshot, path: string): RequirementsFile | undefined {
  const document = snapshot.file(path);
  if (document === undefined) return undefined;
  const packages: Dependency[] = [];
  const files = [path];
  const constraints = new Map<string, string[]>();
  let incomplete: string | undefined;
  let constrainedBy: string | undefined;

  const constrain = (target: string): void => {
    const included = snapshot.file(target);
    if (included === undefined || included.problem !== undefined) constrainedBy ??= target;
    if (included === undefined || files.includes(target)) return;
    files.push(target);
    for (const { text } of requirementLines(included)) {
      const nested = pathOption(text, "-c", "--constraint") ?? pathOption(text, "-r", "--requirement");
      if (nested !== undefined) {
        constrain(join(dirname(target), nested));
        continue;
      }
      const found = requirementOf(text);
      if (typeof found !== "object" || found.specifier === "" || found.marker !== undefined) continue;
      constraints.set(found.name, [...(constraints.get(found.name) ?? []), found.specifier]);
    }
  };

  const read = (current: SourceDocument): void => {
    if (current.problem !== undefined) incomplete ??= `${current.path} is not read`;
    for (const line of requirementLines(current)) {
      const constraint = pathOption(line.text, "-c", "--constraint");
      if (constraint !== undefined) {
        if (/^\w+:\/\//.test(constraint)) constrainedBy ??= constraint;
        else constrain(join(dirname(current.path), constraint));
        continue;
      }
      const option = pathOption(line.text, "-r", "--requirement");
      if (option !== undefined) {
        const target = join(dirname(current.path), option);
        if (files.includes(target)) continue;
        const included = snapshot.file(target);
        if (included === undefined) {
          incomplete ??= `${current.path} includes ${target}, which is not there`;
          continue;
        }
        files.push(target);
        read(included);
        continue;
      }
      const found = requirementOf(line.text);
      if (typeof found === "object") {
        const { name, extras, specifier, marker, url } = found;
        packages.push({
          name,
          extras,
          specifier,
          version: exactVersion(specifier),
          locked: false,
          group: "production",
          marker,
          url,
          at: { file: current.path, ...line.range },
        });
      } else if (found === "unknown") {
        incomplete ??= `${current.path} installs ${line.text.slice(0, 60)}, which may bring anything`;
      }
    }
  };
  read(document);
  return {
    packages: packages.map((entry) => constrained(entry, constraints.get(entry.name))),
    files,
    incomplete,
    constrainedBy,
  };
}

/** A package with what constraints files say about its version beside its own line. */
function constrained(entry: Dependency, limits: readonly string[] | undefined): Dependency {
  if (limits === undefined) return entry;
  const specifiers = [entry.specifier, ...limits].filter((specifier) => specifier !== "");
  const exact = specifiers.map(exactVersion).find((version) => version !== undefined);
  return { ...entry, specifier: specifiers.join(","), version: entry.version ?? exact };
}

/** The path that an option names: `-r base.txt`, `--requirement=base.txt`. */
function pathOption(text: string, short: string, long: string): string | undefined {
  const rest = text.startsWith(long)
    ? text.slice(long.length)
    : text.startsWith(short)
      ? text.slice(2)
      : undefined;
  const path = rest?.replace(/^[\s=]+/, "").trim();
  if (path === undefined || path === "" || (text.startsWith(long) && /^[^\s=]/.test(rest!))) return undefined;
  return path.replace(/^(["'])(.*)\1$/, "$2");
}

/** The logical lines of a requirements file: comments removed, continuations joined, blank lines left out. */
export const requirementLines = perDocument(
  ({ text, lines }): { readonly text: string; readonly range: Range }[] => {
    const found: { text: string; range: Range }[] = [];
    let pending = "";
    let pendingStart: number | undefined;
    for (let line = 0; line < lines.lineCount; line++) {
      let start = lines.lineStart(line);
      if (start === 0 && text.startsWith("\ufeff")) start = 1;
      const content = text.slice(start, lines.lineEnd(line));
      const bare = content.replace(/(^|\s)#.*$/, "");
      const continued = bare.endsWith("\\");
      const part = continued ? bare.slice(0, -1) : bare;
      if (part.trim() !== "") pendingStart ??= start + part.length - part.trimStart().length;
      pending += part;
      if (continued && line < lines.lineCount - 1) continue;
      const joined = pending.trim();
      if (joined !== "" && pendingStart !== undefined) {
        // The range ends with the requirement itself, before markers, hashes and comments.
        const shown =
          /^[^;\s[]*(?:\s*\[[^\]]*\])?(?:\s*(?:[<>=!~]=?=?|,)\s*[^;\s,]+)*/.exec(joined)?.[0].length ??
          joined.length;
        const end = Math.min(pendingStart + Math.max(shown, 1), start + bare.length);
        found.push({ text: joined, range: { start: pendingStart, end: Math.max(end, pendingStart + 1) } });
      }
      pending = "";
      pendingStart = undefined;
    }
    return found;
  },
);

interface Found {
  readonly name: string;
  readonly extras: readonly string[];
  readonly specifier: string;
  readonly marker?: string;
  readonly url?: boolean;
}

/** "none": the line installs nothing. "unknown": it installs something that has no name here. */
function requirementOf(line: string): Found | "none" | "unknown" {
  const editable = /^(?:-e|--editable)(?:\s+|=)(.+)$/.exec(line)?.[1];
  if (editable === undefined && line.startsWith("-")) return "none";
  const target = (editable ?? line).replace(/\s--\S.*$/, "");
  const egg = /[#&]egg=([A-Za-z0-9._-]+)(?:\[([^\]]*)\])?/.exec(target);
  if (egg !== null) {
    return {
      name: normalisedName(egg[1]!),
      extras: egg[2]?.split(",").map(normalisedName) ?? [],
      specifier: "",
      url: true,
    };
  }
  const requirement = editable === undefined ? parseRequirement(target) : undefined;
  if (requirement === undefined) return "unknown";
  return requirement;
}
