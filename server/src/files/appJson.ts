/**
 * app.json: what Heroku creates an app from. The same name is used by Expo, so discovery decides whether it counts.
 * https://devcenter.heroku.com/articles/app-json-schema
 */
import { type Node, type ParseError, parseTree } from "jsonc-parser";
import { perDocument, type SourceDocument } from "../syntax/document";
import type { ShellScript } from "../syntax/shell";
import type { Range } from "../syntax/text";
import { appJsonProblems } from "./appJsonProblems";
import type { ManifestProblem } from "./manifestProblem";
import { type DataNode, jsonNode, member } from "./schema";

export interface AppJsonVariable {
  readonly name: string;
  readonly nameRange: Range;
  /** The value a new app gets; undefined if app.json does not give one. */
  readonly value: string | undefined;
  readonly valueRange: Range | undefined;
  /** All that app.json says about it: a value or an object. */
  readonly range: Range;
  /** Whether the app cannot be created without it. Heroku's default is true. */
  readonly required: boolean;
  /** "secret": Heroku makes up a value. */
  readonly generator: string | undefined;
}

export interface AppJsonAddon {
  /** "heroku-postgresql:essential-0" */
  readonly plan: string;
  /** Of the text between the quotes. */
  readonly planRange: Range;
  /** The name it is attached under. */
  readonly as: string | undefined;
}

/** A text, with the place of what is between its quotes. */
export interface AppJsonText {
  readonly value: string;
  readonly range: Range;
}

export interface AppJsonFormation {
  readonly process: string;
  readonly processRange: Range;
  readonly quantity: number | undefined;
  readonly quantityRange: Range | undefined;
  readonly size: AppJsonText | undefined;
  readonly range: Range;
}

export interface AppJsonScript {
  /** "postdeploy", "pr-predestroy", "test", "test-setup" */
  readonly name: string;
  readonly command: string;
  readonly range: Range;
  readonly size: AppJsonText | undefined;
  /** The command as the dyno's shell reads it; parsed at the first use. */
  readonly shell: ShellScript;
}

/** What apps of one kind get. */
export interface AppJsonScope {
  /** "test", "review"; undefined for what apps get for which there is nothing else. */
  readonly environment: string | undefined;
  readonly env: readonly AppJsonVariable[];
  readonly addons: readonly AppJsonAddon[];
  readonly stack: AppJsonText | undefined;
  readonly formation: readonly AppJsonFormation[];
  /** URLs or names, in order. */
  readonly buildpacks: readonly { readonly url: string; readonly range: Range }[];
  readonly scripts: readonly AppJsonScript[];
  /** The keys, as they are written. */
  readonly keys: readonly string[];
}

export interface AppJson extends AppJsonScope {
  readonly path: string;
  /** Other values for some kinds of apps, "test", "review": each key there replaces the app's as a whole. */
  readonly environments: readonly AppJsonScope[];
  /** undefined if there is nothing. */
  readonly root: DataNode | undefined;
  readonly problems: readonly ManifestProblem[];
}

/** Reads app.json. Total: what is missing or of the wrong type is left out. */
export const parseAppJson = perDocument((source): AppJson => {
  const { path, text } = source;
  const offset = text.startsWith("\ufeff") ? 1 : 0;
  const errors: ParseError[] = [];
  const tree = parse(text.slice(offset), errors);
  const root = tree && jsonNode(tree, offset);
  return {
    path,
    ...scopeOf(undefined, root, source),
    environments: (member(root, "environments")?.members ?? []).map(({ name, value }) =>
      scopeOf(name, value, source),
    ),
    root,
    problems: appJsonProblems(root, errors, { text, offset }),
  };
});

/** All of an app.json: what every app gets, and what some kinds of apps get in its place. */
export function scopesOf(appJson: AppJson | undefined): readonly AppJsonScope[] {
  return appJson === undefined ? [] : [appJson, ...appJson.environments];
}

function parse(text: string, errors: ParseError[]): Node | undefined {
  // The parser recurses: arrays nested ten thousand deep would overflow the stack.
  try {
    return parseTree(text, errors, { allowTrailingComma: false });
  } catch {
    return undefined;
  }
}

function scopeOf(
  environment: string | undefined,
  node: DataNode | undefined,
  source: SourceDocument,
): AppJsonScope {
  const members = (name: string) => member(node, name)?.members ?? [];
  const items = (name: string) => member(node, name)?.items ?? [];
  return {
    environment,
    env: members("env").map(({ name, key, value }) => {
      const given = value.kind === "object" ? member(value, "value") : value;
      const scalar =
        given !== undefined && /^(?:string|number|boolean)$/.test(given.kind) ? given : undefined;
      return {
        name,
        nameRange: key,
        value: scalar?.text,
        valueRange: scalar && rangeOf(scalar),
        range: rangeOf(value),
        required: member(value, "required")?.text !== "false",
        generator: textOf(member(value, "generator"))?.value,
      };
    }),
    addons: items("addons").flatMap((item) => {
      const plan = textOf(item.kind === "object" ? member(item, "plan") : item);
      return plan === undefined
        ? []
        : [{ plan: plan.value, planRange: plan.range, as: textOf(member(item, "as"))?.value }];
    }),
    stack: textOf(member(node, "stack")),
    formation: members("formation").map(({ name, key, value }) => {
      const quantity = member(value, "quantity");
      return {
        process: name,
        processRange: key,
        quantity: quantity?.kind === "number" ? Number(quantity.text) : undefined,
        quantityRange: quantity?.kind === "number" ? { start: quantity.start, end: quantity.end } : undefined,
        size: textOf(member(value, "size")),
        range: rangeOf(value),
      };
    }),
    buildpacks: items("buildpacks").flatMap((item) => {
      const url = item.kind === "object" ? member(item, "url") : item;
      return url?.kind === "string" ? [{ url: url.text, range: rangeOf(url) }] : [];
    }),
    scripts: members("scripts").flatMap(({ name, value }): AppJsonScript[] => {
      const command = textOf(value.kind === "object" ? member(value, "command") : value);
      return command === undefined ? [] : [scriptOf(name, command, textOf(member(value, "size")), source)];
    }),
    keys: (node?.members ?? []).map(({ name }) => name),
  };
}

function scriptOf(
  name: string,
  { value, range }: AppJsonText,
  size: AppJsonText | undefined,
  source: SourceDocument,
): AppJsonScript {
  const exact = source.text.slice(range.start, range.end) === value;
  let shell: ShellScript | undefined;
  return {
    name,
    command: value,
    range,
    size,
    get shell() {
      shell ??= source.shell(value, exact ? range.start : range);
      return shell;
    },
  };
}

function rangeOf({ start, end }: Range): Range {
  return { start, end };
}

function textOf(node: DataNode | undefined): AppJsonText | undefined {
  if (node?.kind !== "string") return undefined;
  return { value: node.text, range: { start: node.start + 1, end: node.end - 1 } };
}
