/** The image that FROM names: `python:${VERSION}-slim`. */
import type { Range } from "../syntax/text";
import type { DockerVariable, DockerWord } from "./dockerfile";

export interface DockerImage extends Range {
  /** As it is written. */
  readonly text: string;
  /** With the defaults of ARG in place of variables; undefined if one has none. */
  readonly name: string | undefined;
  /** The name without registry defaults, tag and digest: "python", "ghcr.io/astral-sh/uv"; undefined if it is not known. */
  readonly repository: string | undefined;
  /** undefined if there is none, or the name is not known. */
  readonly tag: string | undefined;
  readonly digest: string | undefined;
  /** Where the start of the tag is written: in FROM, or in the default of the ARG that it comes from. */
  readonly tagStart: TagStart | undefined;
}

export interface TagStart extends Range {
  readonly text: string;
  /** What follows in FROM after the variable. */
  readonly rest: string;
}

const VARIABLE = /\$(?:(\w+)|\{(\w+)(?::([-+])([^}]*))?\})/g;

/** Reads the image of a FROM, with the ARGs that stand before the first one. */
export function readImage(word: DockerWord, args: readonly DockerVariable[]): DockerImage {
  const { start, end, text } = word;
  const name = substituted(text, args);
  const parts = name === undefined ? undefined : partsOf(name);
  return { start, end, text, name, ...(parts ?? NO_PARTS), tagStart: tagStartOf(word, args) };
}

const NO_PARTS = { repository: undefined, tag: undefined, digest: undefined };

function partsOf(name: string): Pick<DockerImage, "repository" | "tag" | "digest"> {
  const [path, digest] = name.split("@", 2);
  const [, repository, tag] = /^(.*?)(?::([^/:]*))?$/.exec(path!) ?? [];
  return {
    repository: repository?.replace(/^(?:docker\.io\/)?(?:library\/)?/, "").toLowerCase(),
    tag,
    digest,
  };
}

function substituted(text: string, args: readonly DockerVariable[]): string | undefined {
  let known = true;
  const result = text.replace(
    VARIABLE,
    (_, plain?: string, braced?: string, sign?: string, other?: string) => {
      const value = args.findLast(({ name }) => name === (plain ?? braced))?.value;
      if (sign === "+") return value ? (other ?? "") : "";
      if (value === undefined || value === "" || value.includes("$")) {
        if (sign === "-") return other ?? "";
        known = false;
      }
      return value ?? "";
    },
  );
  return known && result !== "" && !result.includes("$") ? result : undefined;
}

function tagStartOf({ start, text }: DockerWord, args: readonly DockerVariable[]): TagStart | undefined {
  const colon = /:(?=[^/]*$)/.exec(
    text.split("@", 1)[0]!.replace(/\$\{[^}]*\}/g, (variable) => "_".repeat(variable.length)),
  );
  if (colon === null) return undefined;
  const at = colon.index + 1;
  const tag = text.slice(at).split("@", 1)[0]!;
  const variable = /^\$(?:(\w+)|\{(\w+)\})/.exec(tag);
  if (variable === null) return { start: start + at, end: start + at + tag.length, text: tag, rest: "" };
  const arg = args.findLast(({ name }) => name === (variable[1] ?? variable[2]));
  if (arg?.value === undefined || arg.valueRange === undefined) return undefined;
  return { ...arg.valueRange, text: arg.value, rest: tag.slice(variable[0].length) };
}
