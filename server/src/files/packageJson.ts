/** package.json: what the front end is made of and which commands it has. https://docs.npmjs.com/cli/configuring-npm/package-json */
import { type Node, parseTree } from "jsonc-parser";
import { perDocument } from "../syntax/document";
import type { Range } from "../syntax/text";
import { jsonNode, member } from "./schema";

export interface NodePackage extends Range {
  readonly name: string;
  /** True for a package that only development needs. */
  readonly development: boolean;
}

export interface NodeScript extends Range {
  readonly name: string;
  readonly command: string;
}

export interface PackageJson {
  readonly path: string;
  readonly packages: readonly NodePackage[];
  readonly scripts: readonly NodeScript[];
  /** Where each key of the top level stands. */
  readonly keys: ReadonlyMap<string, Range>;
}

/** Reads package.json. Total: what is missing or of the wrong type is left out. */
export const parsePackageJson = perDocument(({ path, text }): PackageJson => {
  const offset = text.startsWith("\ufeff") ? 1 : 0;
  const tree = parse(text.slice(offset));
  const root = tree && jsonNode(tree, offset);
  const members = (name: string) => member(root, name)?.members ?? [];
  const packages = (list: string, development: boolean) =>
    members(list).map(({ name, key }) => ({ name, development, ...key }));
  return {
    path,
    packages: [...packages("dependencies", false), ...packages("devDependencies", true)],
    scripts: members("scripts").flatMap(({ name, key, value }) =>
      value.kind === "string" ? [{ name, command: value.text, start: key.start, end: value.end }] : [],
    ),
    keys: new Map((root?.members ?? []).map(({ name, key }) => [name, key])),
  };
});

function parse(text: string): Node | undefined {
  // The parser recurses: arrays nested ten thousand deep would overflow the stack.
  try {
    return parseTree(text);
  } catch {
    return undefined;
  }
}
