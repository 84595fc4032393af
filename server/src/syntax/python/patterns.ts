/** The patterns of `match` statements. */
import type { Node } from "web-tree-sitter";
import type * as ast from "./ast";
import { named } from "./nodes";

/** Lowers the patterns of a `case` clause; several are a sequence without brackets. */
export function casePattern(
  clause: Node,
  expression: (node: Node) => ast.Expr,
  negative: (node: Node) => ast.Expr,
): ast.Pattern {
  const lowering = new PatternLowering(expression, negative);
  const patterns = named(clause).filter((child) => child.type === "case_pattern");
  const open = clause.children.some((child) => child?.type === ",");
  return patterns.length === 1 && !open ? lowering.pattern(patterns[0]!) : lowering.sequence(patterns);
}

class PatternLowering {
  constructor(
    private readonly expression: (node: Node) => ast.Expr,
    /** A number with a minus before it. */
    private readonly negative: (node: Node) => ast.Expr,
  ) {}

  pattern(node: Node): ast.Pattern {
    switch (node.type) {
      case "case_pattern": {
        if (node.text === "_") return { type: "wildcard" };
        const [first, ...others] = this.parts(node);
        return first === undefined || others.length > 0 ? unsupported(node) : first;
      }
      case "union_pattern":
        return { type: "or", patterns: this.parts(node) };
      case "as_pattern": {
        const [pattern, name] = named(node);
        if (pattern === undefined || name === undefined) break;
        return { type: "as", pattern: this.pattern(pattern), name: name.text };
      }
      case "list_pattern":
      case "tuple_pattern": {
        const inner = named(node);
        const single = node.type === "tuple_pattern" && !node.children.some((child) => child?.type === ",");
        return single && inner.length === 1 ? this.pattern(inner[0]!) : this.sequence(inner);
      }
      case "dict_pattern":
        return this.mapping(node);
      case "class_pattern":
        return this.classPattern(node);
      case "dotted_name":
        return named(node).length > 1
          ? { type: "value", value: this.dotted(node) }
          : node.text === "_"
            ? { type: "wildcard" }
            : { type: "capture", name: node.text };
      case "string":
      case "concatenated_string":
      case "integer":
      case "float":
      case "true":
      case "false":
      case "none":
      case "unary_operator":
        return { type: "value", value: this.expression(node) };
    }
    return unsupported(node);
  }

  sequence(nodes: readonly Node[]): ast.Pattern {
    const rest = nodes.findIndex((node) => splat(node) !== undefined);
    const patterns = nodes.map((node): ast.Pattern => {
      const name = splat(node);
      if (name === undefined) return this.pattern(node);
      return name === "_" ? { type: "wildcard" } : { type: "capture", name };
    });
    return { type: "sequence", patterns, rest: rest < 0 ? undefined : rest };
  }

  /** The patterns among a node's children; a minus belongs to the number after it. */
  private parts(node: Node): ast.Pattern[] {
    const out: ast.Pattern[] = [];
    let minus = false;
    for (const child of node.children) {
      if (child === null || child.type === "comment") continue;
      if (child.type === "_") out.push({ type: "wildcard" });
      else if (child.isNamed) {
        out.push(minus ? { type: "value", value: this.negative(child) } : this.pattern(child));
      }
      minus = child.type === "-";
    }
    return out;
  }

  private mapping(node: Node): ast.Pattern {
    const entries: { key: ast.Expr; pattern: ast.Pattern }[] = [];
    let rest: string | undefined;
    let key: ast.Expr | undefined;
    let minus = false;
    for (const child of node.children) {
      if (child === null || child.type === "comment") continue;
      if (child.type === "splat_pattern") rest = splat(child);
      else if (child.isNamed && key === undefined) {
        key = minus
          ? this.negative(child)
          : child.type === "dotted_name"
            ? this.dotted(child)
            : this.expression(child);
      } else if (child.isNamed && key !== undefined) {
        entries.push({ key, pattern: this.pattern(child) });
        key = undefined;
      }
      minus = child.type === "-";
    }
    return { type: "mapping", entries, rest };
  }

  private classPattern(node: Node): ast.Pattern {
    const [name, ...inner] = named(node);
    if (name === undefined) return unsupported(node);
    const patterns: ast.Pattern[] = [];
    const attributes: { name: string; pattern: ast.Pattern }[] = [];
    for (const child of inner) {
      const keyword = child.firstNamedChild;
      if (keyword?.type !== "keyword_pattern") {
        patterns.push(this.pattern(child));
        continue;
      }
      const [attribute, value] = named(keyword);
      if (attribute === undefined || keyword.children.some((part) => part?.type === "-"))
        return unsupported(node);
      attributes.push({
        name: attribute.text,
        pattern: value === undefined ? { type: "wildcard" } : this.pattern(value),
      });
    }
    return { type: "class", cls: this.dotted(name), patterns, attributes };
  }

  private dotted(node: Node): ast.Expr {
    const [first, ...others] = named(node);
    let value = this.expression(first ?? node);
    for (const part of others) {
      value = { type: "Attribute", value, attr: part.text, start: value.start, end: value.end };
    }
    return value;
  }
}

/** The name after the star of a pattern; undefined for other patterns. */
function splat(node: Node): string | undefined {
  const inner = node.type === "case_pattern" ? node.firstNamedChild : node;
  return inner?.type === "splat_pattern" ? inner.text.replace(/^\*+\s*/, "") : undefined;
}

function unsupported(node: Node): ast.Pattern {
  const names = node
    .descendantsOfType("identifier")
    .map((n) => n!.text)
    .filter((name) => name !== "_");
  return { type: "unsupported", names };
}
