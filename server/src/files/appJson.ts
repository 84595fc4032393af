/** app.json: what Heroku creates an app from. The same name is used by Expo, so discovery decides whether it counts. */
import { type Node, parseTree } from "jsonc-parser";
import { perDocument } from "../syntax/document";
import type { Range } from "../syntax/text";

export interface AppJsonVariable {
  readonly name: string;
  readonly nameRange: Range;
  /** The value a new app gets; undefined if app.json does not give one. */
  readonly value: string | undefined;
  readonly valueRange: Range | undefined;
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
}

export interface AppJsonFormation {
  readonly process: string;
  readonly quantity: number | undefined;
  readonly size: string | undefined;
  readonly range: Range;
}

export interface AppJson {
  readonly path: string;
  readonly env: readonly AppJsonVariable[];
  /** Add-ons of the app and of its test and review environments. */
  readonly addons: readonly AppJsonAddon[];
  readonly stack: { readonly value: string; readonly range: Range } | undefined;
  readonly formation: readonly AppJsonFormation[];
  /** URLs or names, in order. */
  readonly buildpacks: readonly { readonly url: string; readonly range: Range }[];
  readonly postdeploy: { readonly command: string; readonly range: Range } | undefined;
  /** The top-level keys, as they are written. */
  readonly keys: readonly string[];
}

/** Reads app.json. Total: what is missing or of the wrong type is left out. */
export const parseAppJson = perDocument(({ path, text }): AppJson => {
  const offset = text.startsWith("\ufeff") ? 1 : 0;
  const root = parse(text.slice(offset));
  const range = (node: Node): Range => ({
    start: node.offset + offset,
    end: node.offset + node.length + offset,
  });
  const inside = (node: Node): Range => ({ start: range(node).start + 1, end: range(node).end - 1 });

  const addonsOf = (list: Node | undefined): AppJsonAddon[] =>
    elements(list).flatMap((item) => {
      const plan = item.type === "object" ? property(item, "plan") : item;
      return plan?.type === "string" ? [{ plan: plan.value, planRange: inside(plan) }] : [];
    });

  const env = properties(property(root, "env")).map(([key, value]): AppJsonVariable => {
    const given = value.type === "object" ? property(value, "value") : value;
    const scalar =
      given !== undefined && ["string", "number", "boolean"].includes(given.type) ? given : undefined;
    const generator = property(value, "generator");
    return {
      name: key.value,
      nameRange: range(key),
      value: scalar === undefined ? undefined : String(scalar.value),
      valueRange: scalar && range(scalar),
      required: property(value, "required")?.value !== false,
      generator: generator?.type === "string" ? generator.value : undefined,
    };
  });

  const environments = properties(property(root, "environments"));
  const stack = property(root, "stack");
  const postdeploy = property(property(root, "scripts"), "postdeploy");
  return {
    path,
    env,
    addons: [
      ...addonsOf(property(root, "addons")),
      ...environments.flatMap(([, environment]) => addonsOf(property(environment, "addons"))),
    ],
    stack: stack?.type === "string" ? { value: stack.value, range: range(stack) } : undefined,
    formation: properties(property(root, "formation")).map(([key, value]) => {
      const quantity = property(value, "quantity");
      const size = property(value, "size");
      return {
        process: key.value,
        quantity: quantity?.type === "number" ? quantity.value : undefined,
        size: size?.type === "string" ? size.value : undefined,
        range: range(value),
      };
    }),
    buildpacks: elements(property(root, "buildpacks")).flatMap((item) => {
      const url = item.type === "object" ? property(item, "url") : item;
      return url?.type === "string" ? [{ url: url.value, range: range(url) }] : [];
    }),
    postdeploy:
      postdeploy?.type === "string" ? { command: postdeploy.value, range: range(postdeploy) } : undefined,
    keys: properties(root).map(([key]) => key.value),
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

function property(node: Node | undefined, name: string): Node | undefined {
  return properties(node).findLast(([key]) => key.value === name)?.[1];
}

function properties(node: Node | undefined): (readonly [key: Node, value: Node])[] {
  if (node?.type !== "object") return [];
  return (node.children ?? []).flatMap(({ children }) => {
    const [key, value] = children ?? [];
    return key?.type === "string" && value !== undefined ? [[key, value] as const] : [];
  });
}

function elements(node: Node | undefined): readonly Node[] {
  return node?.type === "array" ? (node.children ?? []) : [];
}
