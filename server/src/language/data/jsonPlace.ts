/** Where in a JSON file a cursor is. */
import { getLocation, type Node, parseTree } from "jsonc-parser";
import type { SourceDocument } from "../../syntax/document";
import type { DataPlace } from "./place";

export function jsonPlace({ text: all }: SourceDocument, at: number): DataPlace | undefined {
  const shift = all.startsWith("\ufeff") ? 1 : 0;
  const text = all.slice(shift);
  const offset = at - shift;
  if (offset < 0) return undefined;
  // Both recurse: arrays nested ten thousand deep would overflow the stack.
  try {
    const { path, previousNode, isAtPropertyKey } = getLocation(text, offset);
    const node =
      previousNode !== undefined &&
      previousNode.offset <= offset &&
      offset <= previousNode.offset + previousNode.length
        ? previousNode
        : undefined;
    if (inComment(text, offset)) return undefined;
    const start = node?.offset ?? offset;
    const raw = node === undefined ? "" : text.slice(start, start + node.length);
    const open = raw.startsWith('"') && !(raw.length > 1 && raw.endsWith('"'));
    // A string without its end goes on to the end of the line.
    const end = node === undefined || open ? offset : start + node.length;
    const names = path.map(String);
    const key = isAtPropertyKey ? (names.pop() ?? "") : "";
    const inList = !isAtPropertyKey && typeof path[path.length - 1] === "number";
    return {
      kind: isAtPropertyKey ? "key" : inList ? "item" : "value",
      path: names.map((name, n) => (typeof path[n] === "number" ? "0" : name)),
      key,
      typed: text.slice(start, offset).replace(/^"/, ""),
      range: { start: start + shift, end: end + shift },
      siblings: isAtPropertyKey ? siblings(text, path.slice(0, -1), start) : [],
      hasColon: isAtPropertyKey && /^\s*:/.test(text.slice(end)),
    };
  } catch {
    return undefined;
  }
}

/** The other keys of an object. */
function siblings(text: string, path: readonly (string | number)[], start: number): readonly string[] {
  let node: Node | undefined = parseTree(text);
  for (const step of path) {
    node =
      typeof step === "number"
        ? node?.children?.[step]
        : node?.children?.find((pair) => pair.children?.[0]?.value === step)?.children?.[1];
  }
  if (node?.type !== "object") return [];
  return (node.children ?? []).flatMap(({ children }) => {
    const key = children?.[0];
    return key === undefined || key.offset === start ? [] : [String(key.value)];
  });
}

/** `// ...` on the line before the cursor, outside strings. */
function inComment(text: string, offset: number): boolean {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return line.replace(/"(?:[^"\\]|\\.)*"?/g, "").includes("//");
}
