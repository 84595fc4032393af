/** Texts that tell whether values are still what they were at the last keystroke, wherever they stand in the file by now. */
import { Fork } from "./guard";

/**
 * The text of a value or of a decision diagram, without places. Atoms are told apart by their order as well: equal words do
 * not make one condition.
 */
export function fingerprint(diagram: unknown): string {
  if (!(diagram instanceof Fork)) return textOf(diagram);
  const numbers = new Map<Fork<unknown>, number>();
  const visit = (node: unknown): string => {
    if (!(node instanceof Fork)) return textOf(node);
    const known = numbers.get(node);
    if (known !== undefined) return `#${known}`;
    numbers.set(node, numbers.size);
    const { atom } = node;
    return `${atom.id} ${atom.yes}?${visit(node.yes)}:${visit(node.no)}`;
  };
  return visit(diagram);
}

/** Plain data as text; texts carry their length, so that no two values have the same one. */
function textOf(value: unknown): string {
  if (typeof value === "string") return `${value.length}"${value}`;
  if (typeof value !== "object" || value === null) return String(value);
  let out = "";
  if (Array.isArray(value)) {
    for (const item of value) out += `${textOf(item)},`;
    return `[${out}]`;
  }
  for (const key in value)
    if (key !== "at") out += `${key}=${textOf((value as Readonly<Record<string, unknown>>)[key])},`;
  return `{${out}}`;
}
