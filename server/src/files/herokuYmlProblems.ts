/** What is certainly wrong with the structure of a heroku.yml, and how to put it right where that is unambiguous. */

import type { TextEdit } from "../edits/edit";
import { nearest } from "../nearest";
import type { SourceDocument } from "../syntax/document";
import { lineBreakOf, type Range } from "../syntax/text";
import {
  get,
  keyText,
  type YamlDocument,
  type YamlMapping,
  type YamlNode,
  type YamlPair,
} from "../syntax/yaml";

export interface HerokuYmlProblem {
  /** What is wrong and what follows, in one or two sentences. */
  readonly message: string;
  readonly range: Range;
  /** False if Heroku only ignores the part. */
  readonly fatal: boolean;
  readonly suggestion?: { readonly title: string; readonly edits: readonly TextEdit[] };
}

const SECTIONS = ["setup", "build", "release", "run"];

/** Keys of sections, which at the top level mean that the indentation was lost. */
const HOME: Readonly<Record<string, string>> = {
  addons: "setup",
  docker: "build",
  command: "release",
  web: "run",
  worker: "run",
};

export function herokuYmlProblems(
  { root, errorAt }: YamlDocument,
  document: SourceDocument,
): HerokuYmlProblem[] {
  if (errorAt !== undefined) {
    const message = "heroku.yml is not valid YAML, so Heroku rejects the deploy.";
    return [{ message, range: visible(errorAt, document.text), fatal: true }];
  }
  if (root === undefined || root.kind === "null") return [];
  if (root.kind !== "mapping") {
    const message =
      "heroku.yml has no sections, so Heroku has nothing to build or run: it reads `setup`, `build`, `release` and `run`.";
    return [{ message, range: visible(root, document.text), fatal: true }];
  }
  const lost = lostIndentation(root, document);
  if (lost !== undefined) return [lost];
  return [
    ...root.pairs.flatMap((pair) => unknownSection(pair, root)),
    ...setupProblems(get(root, "setup"), document),
    ...buildProblems(get(root, "build")),
    ...releaseProblems(get(root, "release")),
    ...runProblems(get(root, "run")),
  ];
}

/**
 * A listing whose indentation got lost, as happens when it is copied from a page: sections without a value, and what
 * belongs inside them below at the top level. Each key is put under the nearest section that can hold it.
 */
function lostIndentation(root: YamlMapping, document: SourceDocument): HerokuYmlProblem | undefined {
  const misplaced: { readonly pair: YamlPair; readonly name: string; readonly path: readonly string[] }[] =
    [];
  let path: string[] = [];
  let open = false;
  for (const pair of root.pairs) {
    const name = keyText(pair);
    if (name === undefined) return undefined;
    if (SECTIONS.includes(name)) {
      path = [name];
      open = pair.value.kind === "null";
      continue;
    }
    if (!open) continue;
    const parent = parentOf(name, path);
    if (parent === undefined) return undefined;
    misplaced.push({ pair, name, path: parent });
    path = [...parent, name];
  }
  const first = misplaced[0];
  if (first === undefined) return undefined;
  const edits = misplaced.flatMap(({ pair, path: { length } }) =>
    indented(pair, "  ".repeat(length), document),
  );
  const section = first.path[0]!;
  return {
    message: `\`${section}\` is empty because \`${first.name}\` is not indented under it, so Heroku rejects heroku.yml.`,
    range: rangeOf(first.pair.key),
    fatal: true,
    suggestion: { title: `Indent what belongs to \`${section}\` and the sections after it`, edits },
  };
}

/** The path of keys that `name` belongs under, if the keys written last were `path`. */
function parentOf(name: string, path: readonly string[]): readonly string[] | undefined {
  const [section, second] = path;
  switch (section) {
    case "setup":
      if (name === "addons" || name === "config") return ["setup"];
      return second === "config" ? ["setup", "config"] : undefined;
    case "build":
      if (name === "docker" || name === "config") return ["build"];
      return second === undefined ? undefined : ["build", second];
    case "release":
      return name === "image" || name === "command" ? ["release"] : undefined;
    case "run":
      if (name === "image" || name === "command") return second === undefined ? undefined : ["run", second];
      return ["run"];
    default:
      return undefined;
  }
}

function indented(pair: YamlPair, indent: string, { lines }: SourceDocument): TextEdit[] {
  const edits: TextEdit[] = [];
  const last = lines.positionAt(Math.max(pair.start, pair.end - 1)).line;
  for (let line = lines.positionAt(pair.start).line; line <= last; line++) {
    const start = lines.lineStart(line);
    if (lines.lineEnd(line) > start) edits.push({ start, end: start, text: indent });
  }
  return edits;
}

function unknownSection({ key, value }: YamlPair, root: YamlMapping): HerokuYmlProblem[] {
  if (key.kind !== "scalar" || SECTIONS.includes(key.value)) return [];
  const name = key.value;
  const range = rangeOf(key);
  const home = Object.hasOwn(HOME, name) ? HOME[name] : undefined;
  if (home !== undefined) {
    const message = `\`${name}\` belongs inside \`${home}\`. At the top level Heroku does not read it.`;
    return [{ message, range, fatal: true }];
  }
  const meant = nearest(name, SECTIONS, 2);
  if (meant === undefined || value.kind === "null" || get(root, meant) !== undefined) return [];
  const message = `Heroku does not know the section \`${name}\`. Did you mean \`${meant}\`?`;
  const suggestion = { title: `Rename to \`${meant}\``, edits: [{ ...range, text: meant }] };
  return [{ message, range, fatal: true, suggestion }];
}

function setupProblems(setup: YamlNode | undefined, { text }: SourceDocument): HerokuYmlProblem[] {
  if (setup === undefined || setup.kind === "null") return [];
  if (setup.kind !== "mapping") return [wrong(setup, "`setup` must contain `addons` or `config`")];
  const addons = get(setup, "addons");
  if (addons === undefined || addons.kind === "null") return [];
  if (addons.kind !== "sequence") {
    return [wrong(addons, "`addons` must be a list, with one `- plan: ...` for each add-on")];
  }
  return addons.items.flatMap((item): HerokuYmlProblem[] => {
    if (item.kind === "scalar") {
      const edits = [{ start: item.start, end: item.start, text: "plan: " }];
      const suggestion = { title: `Write \`plan: ${text.slice(item.start, item.end)}\``, edits };
      const problem = wrong(item, "An add-on must be written with its key, `- plan: name`");
      return item.style === "block" ? [problem] : [{ ...problem, suggestion }];
    }
    if (item.kind === "mapping" && get(item, "plan") !== undefined) return [];
    return [wrong(item, "An add-on must have a `plan`")];
  });
}

function buildProblems(build: YamlNode | undefined): HerokuYmlProblem[] {
  if (build === undefined || build.kind === "null") return [];
  if (build.kind !== "mapping")
    return [wrong(build, "`build` must contain `docker`, which names a Dockerfile for each image")];
  const docker = get(build, "docker");
  if (docker === undefined || docker.kind === "null") return [];
  if (docker.kind !== "mapping")
    return [wrong(docker, "`docker` must name a Dockerfile for each image, such as `web: Dockerfile`")];
  return docker.pairs.flatMap((pair) => {
    const { key, value } = pair;
    if (value.kind === "scalar" || value.kind === "mapping") return [];
    return [wrong(value.end > value.start ? value : key, "An image must have the path of its Dockerfile")];
  });
}

function releaseProblems(release: YamlNode | undefined): HerokuYmlProblem[] {
  if (release === undefined || release.kind === "null") return [];
  if (release.kind !== "mapping")
    return [wrong(release, "`release` must contain a list of commands in `command`")];
  const command = get(release, "command");
  return command?.kind === "mapping" ? [wrong(command, "`command` must be a list of commands")] : [];
}

function runProblems(run: YamlNode | undefined): HerokuYmlProblem[] {
  if (run === undefined || run.kind === "null") return [];
  if (run.kind !== "mapping") return [wrong(run, "`run` must name a command for each process type")];
  return run.pairs.flatMap(({ key, value }) => {
    if (value.kind === "scalar") return [];
    if (value.kind === "mapping" && (get(value, "command") ?? get(value, "image")) !== undefined) return [];
    const place = value.end > value.start && value.kind !== "mapping" ? value : key;
    return [wrong(place, "A process must be one command, or `command` and `image`")];
  });
}

function wrong(node: Range, rule: string): HerokuYmlProblem {
  return { message: `${rule}. As it is here, Heroku rejects heroku.yml.`, range: rangeOf(node), fatal: true };
}

function rangeOf({ start, end }: Range): Range {
  return { start, end };
}

/** The part of a range that is in its first line, at least one character where there is one. */
function visible(range: Range, text: string): Range {
  const lineEnd = text.indexOf(lineBreakOf(text), range.start);
  const end = Math.min(range.end, lineEnd < 0 ? text.length : lineEnd);
  return { start: range.start, end: Math.max(end, Math.min(range.start + 1, text.length)) };
}
