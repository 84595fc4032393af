/**
 * Manifests held against their JSON schemas: the keywords that `schemas/app-json.schema.json` and
 * `schemas/heroku-yml.schema.json` use, with places and with names that were meant. A key that a schema does not list is
 * no mistake by itself, as Heroku leaves it alone.
 */
import type { Node } from "jsonc-parser";
import appJson from "../../../schemas/app-json.schema.json";
import herokuYml from "../../../schemas/heroku-yml.schema.json";
import { nearest } from "../nearest";
import type { Range } from "../syntax/text";
import { keyText, type YamlNode, type YamlPair, type YamlScalar } from "../syntax/yaml";

/** A JSON schema, draft 7, as far as it is understood here. */
export interface Schema {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  /** VS Code's: what is said in place of a message of the editor's. */
  readonly errorMessage?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly string[];
  readonly minimum?: number;
  /** Values to offer, among others that are right, too. */
  readonly examples?: readonly string[];
  readonly definitions?: Readonly<Record<string, Schema>>;
}

export const appJsonSchema: Schema = appJson;
export const herokuYmlSchema: Schema = herokuYml;

/** A value of a JSON or YAML file. */
export interface DataNode extends Range {
  readonly kind: "object" | "array" | "string" | "number" | "boolean" | "null";
  /** The text of a string, a number or a boolean. */
  readonly text: string;
  readonly members: readonly DataMember[];
  readonly items: readonly DataNode[];
  /** True if it may have members that are not in `members`: YAML's `<<`. */
  readonly open: boolean;
}

export interface DataMember {
  readonly name: string;
  readonly key: Range;
  readonly value: DataNode;
}

/** What a schema does not allow. */
export interface Violation {
  /**
   * type: a value of another type; value: one that is not in the list, or too small; missing: an object without `name`;
   * misplaced: a key that belongs inside `name`; misspelt: a key that is nearly `name`.
   */
  readonly kind: "type" | "value" | "missing" | "misplaced" | "misspelt";
  /** The keys that lead to it. */
  readonly path: readonly string[];
  readonly name?: string;
  /** Where it is shown: a value in one piece, or the key of one that goes over several lines. */
  readonly range: Range;
  readonly node: DataNode;
  readonly schema: Schema;
}

/** Schemas may name themselves, and so may a hostile file nest without end. */
const MAX_DEPTH = 16;

/** Holds a value against a schema. */
export function violations(root: Schema, node: DataNode): readonly Violation[] {
  const found: Violation[] = [];
  visit(root, root, node, node, [], found);
  return found;
}

/** The schema that `$ref` names; what stands beside it is kept. */
export function resolved(root: Schema, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const target = schema.$ref === "#" ? root : root.definitions?.[schema.$ref.replace("#/definitions/", "")];
  return { ...target, ...schema, $ref: undefined };
}

function visit(
  root: Schema,
  given: Schema,
  node: DataNode,
  place: Range,
  path: readonly string[],
  found: Violation[],
): void {
  if (path.length > MAX_DEPTH) return;
  const schema = resolved(root, given);
  const report = (kind: Violation["kind"], { start, end }: Range, name?: string) =>
    found.push({ kind, path, name, range: { start, end }, node, schema });
  if (!hasType(schema.type, node)) {
    report("type", place);
    return;
  }
  if (schema.enum !== undefined && !schema.enum.includes(node.text)) report("value", place);
  if (schema.minimum !== undefined && node.kind === "number" && Number(node.text) < schema.minimum)
    report("value", place);
  if (node.kind === "array" && schema.items !== undefined) {
    for (const [n, item] of node.items.entries())
      visit(root, schema.items, item, item, [...path, String(n)], found);
  }
  if (node.kind !== "object") return;
  const lacks = (name: string) => !node.open && !node.members.some((member) => member.name === name);
  for (const name of schema.required ?? []) if (lacks(name)) report("missing", place, name);
  if (schema.anyOf?.every(({ required = [] }) => required.some(lacks))) report("missing", place);
  for (const { name, key, value } of node.members) {
    const inside = Object.hasOwn(schema.properties ?? {}, name)
      ? schema.properties![name]!
      : schema.additionalProperties;
    if (inside !== undefined) visit(root, inside, value, isLong(value) ? key : value, [...path, name], found);
    else if (schema.properties !== undefined) {
      const known = Object.keys(schema.properties);
      const homes = known.filter((each) => isHome(root, schema.properties![each]!, name));
      const meant = homes.length > 0 ? undefined : nearest(name, known, name.length > 4 ? 2 : 1);
      const strange = { path: [...path, name], range: key, node: value, schema };
      if (homes.length === 1) found.push({ ...strange, kind: "misplaced", name: homes[0] });
      else if (meant !== undefined && lacks(meant)) found.push({ ...strange, kind: "misspelt", name: meant });
    }
  }
}

/** Whether a key belongs inside an object of this schema. */
function isHome(root: Schema, given: Schema, name: string): boolean {
  const { properties } = resolved(root, given);
  return given.$ref !== "#" && properties !== undefined && Object.hasOwn(properties, name);
}

function hasType(type: Schema["type"], { kind, text }: DataNode): boolean {
  if (type === undefined) return true;
  const types = typeof type === "string" ? [type] : type;
  return types.includes(kind) || (kind === "number" && types.includes("integer") && /^-?\d+$/.test(text));
}

/** What goes over several lines, or has no place of its own, is shown at its key. */
function isLong({ kind, start, end }: DataNode): boolean {
  return kind === "object" || kind === "array" || end <= start;
}

/** A value that is read when it is asked for: aliases make YAML trees that are too large to walk. */
export function data(
  kind: DataNode["kind"],
  { start, end }: Range,
  content: {
    readonly text?: string;
    readonly members?: () => readonly DataMember[];
    readonly items?: () => readonly DataNode[];
    readonly open?: boolean;
  } = {},
): DataNode {
  let members: readonly DataMember[] | undefined;
  let items: readonly DataNode[] | undefined;
  return {
    kind,
    start,
    end,
    text: content.text ?? "",
    open: content.open ?? false,
    get members() {
      members ??= content.members?.() ?? [];
      return members;
    },
    get items() {
      items ??= content.items?.() ?? [];
      return items;
    },
  };
}

/**
 * A JSON value.
 * @param offset of the text that was parsed, in its file.
 */
export function jsonNode(node: Node, offset: number): DataNode {
  const range = { start: node.offset + offset, end: node.offset + node.length + offset };
  const { children = [] } = node;
  switch (node.type) {
    case "object":
      return data("object", range, { members: () => children.flatMap((pair) => jsonMember(pair, offset)) });
    case "array":
      return data("array", range, { items: () => children.map((item) => jsonNode(item, offset)) });
    case "string":
    case "number":
    case "boolean":
      return data(node.type, range, { text: String(node.value) });
    default:
      return data("null", range);
  }
}

function jsonMember({ children = [] }: Node, offset: number): DataMember[] {
  const [name, value] = children;
  if (name?.type !== "string" || value === undefined) return [];
  const key = { start: name.offset + offset, end: name.offset + name.length + offset };
  return [{ name: String(name.value), key, value: jsonNode(value, offset) }];
}

/** A YAML value. */
export function yamlNode(node: YamlNode): DataNode {
  switch (node.kind) {
    case "mapping":
      return data("object", node, {
        members: () => node.pairs.flatMap(yamlMember),
        open: node.pairs.some((pair) => keyText(pair) === "<<"),
      });
    case "sequence":
      return data("array", node, { items: () => node.items.map(yamlNode) });
    case "scalar":
      return data(scalarKind(node), node, { text: node.value });
    case "null":
      return data("null", node);
  }
}

function yamlMember(pair: YamlPair): DataMember[] {
  const name = keyText(pair);
  const { start, end } = pair.key;
  return name === undefined || name === "<<"
    ? []
    : [{ name, key: { start, end }, value: yamlNode(pair.value) }];
}

function scalarKind({ style, value }: YamlScalar): "string" | "number" | "boolean" {
  if (style !== "plain") return "string";
  if (/^(?:true|True|TRUE|false|False|FALSE)$/.test(value)) return "boolean";
  return /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(value) ? "number" : "string";
}

/** A member of an object, the last one where there are several. */
export function member(node: DataNode | undefined, name: string): DataNode | undefined {
  return node?.members.findLast((each) => each.name === name)?.value;
}
