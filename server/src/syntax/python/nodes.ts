/** Helpers on tree-sitter's nodes. */
import type { Node } from "web-tree-sitter";

/** Named children without comments. */
export function named(node: Node): Node[] {
  return node.namedChildren.filter(
    (child): child is Node =>
      child !== null && child.type !== "comment" && child.type !== "line_continuation",
  );
}

/** True if a function's own body yields, not that of a function inside of it. */
export function yields(node: Node): boolean {
  if (node.type === "yield") return true;
  return named(node).some(
    (child) =>
      child.type !== "function_definition" &&
      child.type !== "lambda" &&
      child.type !== "class_definition" &&
      yields(child),
  );
}
