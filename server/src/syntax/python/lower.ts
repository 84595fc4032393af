/**
 * Turns tree-sitter's Python tree into the plain objects of ast.ts.
 *
 * Nothing here fails: what is not understood becomes `Unsupported` (an expression) or `Broken` (a statement), which the
 * evaluator treats as unknown.
 */
import type { Node } from "web-tree-sitter";
import type * as ast from "./ast";
import { named, yields } from "./nodes";
import { casePattern } from "./patterns";
import { decodeString, fStringText, stringPrefix } from "./strings";

/** CPython refuses more nested brackets (MAXLEVEL of its tokenizer). */
const MAX_BRACKETS = 200;
/** Operators and calls nest, too. */
const MAX_DEPTH = 400;

const BRACKETS: ReadonlySet<string> = new Set([
  "list",
  "tuple",
  "dictionary",
  "set",
  "parenthesized_expression",
  "list_comprehension",
  "dictionary_comprehension",
  "set_comprehension",
  "generator_expression",
]);

/** Lowers one statement node; offsets become relative to `base`. Several come back for `a = 1; b = 2` on one line. */
export function lowerStatement(node: Node, base: number): ast.Stmt {
  return new Lowering(base).topLevel(node);
}

class Lowering {
  #depth = 0;
  #brackets = 0;
  #tooDeep = false;

  constructor(private readonly base: number) {}

  private range(node: Node): { start: number; end: number } {
    return { start: node.startIndex - this.base, end: node.endIndex - this.base };
  }

  topLevel(node: Node): ast.Stmt {
    const statement = this.statement(node);
    return this.#tooDeep ? { ...this.broken(node), tooDeep: true } : statement;
  }

  private broken(node: Node): ast.Broken {
    return { type: "Broken", names: possibleNames(node.text), ...this.range(node) };
  }

  block(node: Node | null): ast.Stmt[] {
    return node === null ? [] : named(node).map((child) => this.statement(child));
  }

  statement(node: Node): ast.Stmt {
    if (node.isError || node.isMissing) return this.broken(node);
    if (++this.#depth > MAX_DEPTH) {
      this.#depth--;
      this.#tooDeep = true;
      return this.broken(node);
    }
    try {
      return this.statementOf(node);
    } finally {
      this.#depth--;
    }
  }

  private statementOf(node: Node): ast.Stmt {
    const range = this.range(node);
    switch (node.type) {
      case "expression_statement":
        return this.expressionStatement(node);
      case "if_statement":
        return this.ifStatement(node);
      case "for_statement":
        return {
          type: "For",
          target: this.field(node, "left"),
          iter: this.field(node, "right"),
          body: this.block(node.childForFieldName("body")),
          orelse: this.elseBlock(node),
          async: node.child(0)?.type === "async",
          ...range,
        };
      case "while_statement":
        return {
          type: "While",
          test: this.field(node, "condition"),
          body: this.block(node.childForFieldName("body")),
          orelse: this.elseBlock(node),
          ...range,
        };
      case "try_statement":
        return this.tryStatement(node);
      case "with_statement":
        return this.withStatement(node);
      case "match_statement":
        return this.matchStatement(node);
      case "import_statement":
        return {
          type: "Import",
          names: node.childrenForFieldName("name").map((n) => this.alias(n!)),
          ...range,
        };
      case "import_from_statement":
      case "future_import_statement":
        return this.importFrom(node);
      case "function_definition":
        return this.functionDef(node, []);
      case "class_definition":
        return this.classDef(node, []);
      case "decorated_definition": {
        const decorators = named(node)
          .filter((child) => child.type === "decorator")
          .map((child) => this.expression(named(child)[0]));
        const definition = node.childForFieldName("definition");
        if (definition?.type === "function_definition") return this.functionDef(definition, decorators);
        if (definition?.type === "class_definition") return this.classDef(definition, decorators);
        return this.broken(node);
      }
      case "return_statement":
        return { type: "Return", value: this.optional(named(node)[0]), ...range };
      case "raise_statement": {
        const cause = node.childForFieldName("cause");
        const exception = named(node).find((child) => child.id !== cause?.id);
        return { type: "Raise", exception: this.optional(exception), cause: this.optional(cause), ...range };
      }
      case "assert_statement":
        return {
          type: "Assert",
          test: this.expression(named(node)[0]),
          message: this.optional(named(node)[1]),
          ...range,
        };
      case "delete_statement": {
        const target = this.expression(named(node)[0]);
        return { type: "Delete", targets: target.type === "Tuple" ? target.items : [target], ...range };
      }
      case "global_statement":
      case "nonlocal_statement":
        return {
          type: node.type === "global_statement" ? "Global" : "Nonlocal",
          names: named(node).map((n) => n.text),
          ...range,
        };
      case "pass_statement":
        return { type: "Pass", ...range };
      case "break_statement":
        return { type: "Break", ...range };
      case "continue_statement":
        return { type: "Continue", ...range };
      case "type_alias_statement":
        return {
          type: "Assign",
          targets: [this.expression(aliasName(node))],
          value: { type: "Unsupported", what: "type alias", ...range },
          ...range,
        };
      default:
        return this.broken(node);
    }
  }

  private expressionStatement(node: Node): ast.Stmt {
    const range = this.range(node);
    const children = named(node);
    const first = children[0];
    if (first === undefined || node.hasError) return this.broken(node);
    if (first.type === "augmented_assignment") {
      const operator = first.childForFieldName("operator")?.text ?? "?=";
      return {
        type: "AugAssign",
        target: this.field(first, "left"),
        op: operator.slice(0, -1),
        value: this.field(first, "right"),
        ...range,
      };
    }
    if (first.type === "assignment") {
      const annotation = first.childForFieldName("type");
      const right = first.childForFieldName("right");
      if (annotation !== null) {
        return {
          type: "AnnAssign",
          target: this.field(first, "left"),
          annotation: this.expression(annotation.firstNamedChild),
          value: this.optional(right),
          ...range,
        };
      }
      const targets: ast.Expr[] = [];
      let current: Node = first;
      while (current.type === "assignment") {
        targets.push(this.field(current, "left"));
        const next = current.childForFieldName("right");
        if (next === null) return this.broken(node);
        current = next;
      }
      return { type: "Assign", targets, value: this.expression(current), ...range };
    }
    const value =
      children.length > 1
        ? ({ type: "Tuple", items: children.map((c) => this.expression(c)), ...range } as const)
        : this.expression(first);
    return { type: "Expr", value, ...range };
  }

  private ifStatement(node: Node): ast.If {
    const clauses = node.childrenForFieldName("alternative").filter((n) => n !== null);
    let orelse: readonly ast.Stmt[] = [];
    for (const clause of clauses.reverse()) {
      if (clause.type === "else_clause") {
        orelse = this.block(clause.childForFieldName("body"));
      } else {
        orelse = [
          {
            type: "If",
            test: this.field(clause, "condition"),
            body: this.block(clause.childForFieldName("consequence")),
            orelse,
            ...this.range(clause),
          },
        ];
      }
    }
    return {
      type: "If",
      test: this.field(node, "condition"),
      body: this.block(node.childForFieldName("consequence")),
      orelse,
      ...this.range(node),
    };
  }

  private elseBlock(node: Node): ast.Stmt[] {
    return this.block(node.childForFieldName("alternative")?.childForFieldName("body") ?? null);
  }

  private tryStatement(node: Node): ast.Try {
    const handlers: ast.ExceptHandler[] = [];
    let orelse: ast.Stmt[] = [];
    let finalbody: ast.Stmt[] = [];
    for (const clause of named(node)) {
      const block = named(clause).find((child) => child.type === "block") ?? null;
      if (clause.type === "except_clause" || clause.type === "except_group_clause") {
        const values = named(clause).filter((child) => child.type !== "block");
        const value = clause.childForFieldName("value") ?? values[0];
        const asPattern = value?.type === "as_pattern" ? value : undefined;
        const name = asPattern?.childForFieldName("alias") ?? clause.childForFieldName("alias");
        handlers.push({
          exception:
            values.length > 1
              ? { type: "Tuple", items: values.map((v) => this.expression(v)), ...this.range(clause) }
              : this.optional(asPattern ? asPattern.firstNamedChild : value),
          name: name?.text,
          group: clause.type === "except_group_clause" || clause.child(1)?.type === "*",
          body: this.block(block),
          ...this.range(clause),
        });
      } else if (clause.type === "else_clause") {
        orelse = this.block(clause.childForFieldName("body"));
      } else if (clause.type === "finally_clause") {
        finalbody = this.block(block);
      }
    }
    return {
      type: "Try",
      body: this.block(node.childForFieldName("body")),
      handlers,
      orelse,
      finalbody,
      ...this.range(node),
    };
  }

  private withStatement(node: Node): ast.With {
    const items: { context: ast.Expr; target?: ast.Expr }[] = [];
    for (const item of node.descendantsOfType("with_item")) {
      if (item === null || item.parent?.parent?.id !== node.id) continue;
      const value = item.childForFieldName("value");
      if (value?.type === "as_pattern") {
        items.push({
          context: this.expression(value.firstNamedChild),
          target: this.optional(value.childForFieldName("alias")?.firstNamedChild),
        });
      } else {
        items.push({ context: this.expression(value) });
      }
    }
    return { type: "With", items, body: this.block(node.childForFieldName("body")), ...this.range(node) };
  }

  private matchStatement(node: Node): ast.Stmt {
    const subjects = node.childrenForFieldName("subject").filter((n) => n !== null);
    const cases: ast.MatchCase[] = [];
    const body = node.childForFieldName("body");
    for (const clause of body === null ? [] : named(body)) {
      if (clause.type !== "case_clause") return this.broken(node);
      const guard = clause.childForFieldName("guard");
      cases.push({
        pattern: casePattern(
          clause,
          (inner) => this.expression(inner),
          (inner) => ({ type: "UnaryOp", op: "-", operand: this.expression(inner), ...this.range(inner) }),
        ),
        guard: this.optional(guard?.firstNamedChild),
        body: this.block(clause.childForFieldName("consequence")),
        ...this.range(clause),
      });
    }
    const subject =
      subjects.length === 1 && !node.children.some((child) => child?.type === ",")
        ? this.expression(subjects[0])
        : ({ type: "Tuple", items: subjects.map((s) => this.expression(s)), ...this.range(node) } as const);
    return { type: "Match", subject, cases, ...this.range(node) };
  }

  private alias(node: Node): ast.Alias {
    if (node.type !== "aliased_import") return { name: dotted(node), ...this.range(node) };
    const name = node.childForFieldName("name");
    return {
      name: name === null ? "" : dotted(name),
      asname: node.childForFieldName("alias")?.text,
      ...this.range(node),
    };
  }

  private importFrom(node: Node): ast.Stmt {
    const source = node.childForFieldName("module_name");
    const prefix = source?.type === "relative_import" ? source.firstNamedChild : null;
    const level = prefix === null ? 0 : [...prefix.text].filter((c) => c === ".").length;
    const path =
      source?.type === "relative_import" ? named(source).find((n) => n.type === "dotted_name") : source;
    const star = named(node).some((child) => child.type === "wildcard_import");
    return {
      type: "ImportFrom",
      module: node.type === "future_import_statement" ? "__future__" : path ? dotted(path) : "",
      level,
      names: star ? "*" : node.childrenForFieldName("name").map((n) => this.alias(n!)),
      ...this.range(node),
    };
  }

  private functionDef(node: Node, decorators: readonly ast.Expr[]): ast.FunctionDef {
    const body = node.childForFieldName("body");
    return {
      type: "FunctionDef",
      name: node.childForFieldName("name")?.text ?? "",
      parameters: this.parameters(node.childForFieldName("parameters")),
      body: this.block(body),
      decorators,
      async: node.child(0)?.type === "async",
      generator: body !== null && yields(body),
      ...this.range(node),
    };
  }

  private classDef(node: Node, decorators: readonly ast.Expr[]): ast.ClassDef {
    const { args, keywords } = this.argumentList(node.childForFieldName("superclasses"));
    return {
      type: "ClassDef",
      name: node.childForFieldName("name")?.text ?? "",
      bases: args,
      keywords,
      body: this.block(node.childForFieldName("body")),
      decorators,
      ...this.range(node),
    };
  }

  private parameters(node: Node | null): ast.Parameter[] {
    const out: ast.Parameter[] = [];
    let keywordOnly = false;
    for (const child of node === null ? [] : named(node)) {
      const kind = keywordOnly ? "keyword-only" : "plain";
      switch (child.type) {
        case "identifier":
          out.push({ name: child.text, kind });
          break;
        case "typed_parameter": {
          const inner = child.firstNamedChild;
          if (inner?.type === "list_splat_pattern") {
            out.push({ name: inner.text.slice(1).trim(), kind: "*" });
            keywordOnly = true;
          } else if (inner?.type === "dictionary_splat_pattern") {
            out.push({ name: inner.text.slice(2).trim(), kind: "**" });
          } else {
            out.push({ name: inner?.text ?? "", kind });
          }
          break;
        }
        case "default_parameter":
        case "typed_default_parameter":
          out.push({
            name: child.childForFieldName("name")?.text ?? "",
            kind,
            default: this.field(child, "value"),
          });
          break;
        case "list_splat_pattern":
          out.push({ name: child.firstNamedChild?.text ?? "", kind: "*" });
          keywordOnly = true;
          break;
        case "dictionary_splat_pattern":
          out.push({ name: child.firstNamedChild?.text ?? "", kind: "**" });
          break;
        case "keyword_separator":
          keywordOnly = true;
          break;
        case "positional_separator":
          for (let i = 0; i < out.length; i++) out[i] = { ...out[i]!, kind: "positional-only" };
          break;
      }
    }
    return out;
  }

  private field(node: Node, name: string): ast.Expr {
    return this.expression(node.childForFieldName(name));
  }

  private optional(node: Node | null | undefined): ast.Expr | undefined {
    return node ? this.expression(node) : undefined;
  }

  expression(node: Node | null | undefined): ast.Expr {
    if (node === null || node === undefined)
      return { type: "Unsupported", what: "incomplete code", start: 0, end: 0 };
    if (node.isError || node.isMissing) return this.unsupported(node, "incomplete code");
    const bracket = BRACKETS.has(node.type) ? 1 : 0;
    if (this.#depth >= MAX_DEPTH || this.#brackets + bracket > MAX_BRACKETS) {
      this.#tooDeep = true;
      return this.unsupported(node, "code nested too deeply");
    }
    this.#depth++;
    this.#brackets += bracket;
    try {
      return this.expressionOf(node);
    } finally {
      this.#depth--;
      this.#brackets -= bracket;
    }
  }

  private unsupported(node: Node, what: string): ast.UnsupportedExpr {
    return { type: "Unsupported", what, ...this.range(node) };
  }

  private constant(node: Node, constant: ast.ConstantValue): ast.Constant {
    return { type: "Constant", constant, ...this.range(node) };
  }

  private expressionOf(node: Node): ast.Expr {
    const range = this.range(node);
    switch (node.type) {
      case "identifier":
      case "keyword_identifier":
        return { type: "Name", id: node.text, ...range };
      case "integer":
        return this.integer(node);
      case "float":
        return this.float(node);
      case "true":
        return this.constant(node, { kind: "bool", value: true });
      case "false":
        return this.constant(node, { kind: "bool", value: false });
      case "none":
        return this.constant(node, { kind: "none" });
      case "ellipsis":
        return this.constant(node, { kind: "ellipsis" });
      case "string":
        return this.strings([node], node);
      case "concatenated_string":
        return this.strings(
          named(node).filter((child) => child.type === "string"),
          node,
        );
      case "attribute":
        return {
          type: "Attribute",
          value: this.field(node, "object"),
          attr: node.childForFieldName("attribute")?.text ?? "",
          ...range,
        };
      case "subscript": {
        const indices = node.childrenForFieldName("subscript").filter((n) => n !== null);
        const trailingComma = node.child(node.childCount - 2)?.type === ",";
        const index: ast.Expr =
          indices.length === 1 && !trailingComma
            ? this.expression(indices[0])
            : { type: "Tuple", items: indices.map((n) => this.expression(n)), ...range };
        return { type: "Subscript", value: this.field(node, "value"), index, ...range };
      }
      case "slice":
        return this.slice(node);
      case "call": {
        const list = node.childForFieldName("arguments");
        if (list?.type === "generator_expression") {
          return {
            type: "Call",
            func: this.field(node, "function"),
            args: [this.expression(list)],
            keywords: [],
            ...range,
          };
        }
        return { type: "Call", func: this.field(node, "function"), ...this.argumentList(list), ...range };
      }
      case "binary_operator":
        return {
          type: "BinOp",
          op: node.childForFieldName("operator")?.type ?? "?",
          left: this.field(node, "left"),
          right: this.field(node, "right"),
          ...range,
        };
      case "unary_operator": {
        const op = node.childForFieldName("operator")?.type ?? node.child(0)?.type;
        if (op !== "-" && op !== "+" && op !== "~") return this.unsupported(node, "unary operator");
        return { type: "UnaryOp", op, operand: this.field(node, "argument"), ...range };
      }
      case "not_operator":
        return { type: "UnaryOp", op: "not", operand: this.field(node, "argument"), ...range };
      case "boolean_operator":
        return {
          type: "BoolOp",
          op: node.childForFieldName("operator")?.type === "and" ? "and" : "or",
          left: this.field(node, "left"),
          right: this.field(node, "right"),
          ...range,
        };
      case "comparison_operator":
        return this.comparison(node);
      case "conditional_expression": {
        const [body, test, orelse] = named(node);
        return {
          type: "IfExp",
          test: this.expression(test),
          body: this.expression(body),
          orelse: this.expression(orelse),
          ...range,
        };
      }
      case "list":
      case "tuple":
      case "set":
      case "expression_list":
      case "pattern_list":
      case "tuple_pattern":
      case "list_pattern": {
        const type =
          node.type === "list" || node.type === "list_pattern"
            ? "List"
            : node.type === "set"
              ? "Set"
              : "Tuple";
        return { type, items: named(node).map((child) => this.expression(child)), ...range };
      }
      case "dictionary":
        return {
          type: "Dict",
          entries: named(node).map((child) =>
            child.type === "pair"
              ? { key: this.field(child, "key"), value: this.field(child, "value") }
              : { value: this.expression(child.firstNamedChild) },
          ),
          ...range,
        };
      case "list_splat":
      case "list_splat_pattern":
        return { type: "Starred", value: this.expression(node.firstNamedChild), ...range };
      case "parenthesized_expression": {
        const inner = named(node)[0];
        if (inner?.type === "list_splat") return this.unsupported(node, "starred expression");
        return this.expression(inner);
      }
      case "list_comprehension":
      case "set_comprehension":
      case "dictionary_comprehension":
      case "generator_expression":
        return this.comprehension(node);
      case "lambda":
        return {
          type: "Lambda",
          parameters: this.parameters(node.childForFieldName("parameters")),
          body: this.field(node, "body"),
          ...range,
        };
      case "named_expression": {
        const name = node.childForFieldName("name");
        if (name?.type !== "identifier") return this.unsupported(node, "assignment expression");
        return {
          type: "NamedExpr",
          target: { type: "Name", id: name.text, ...this.range(name) },
          value: this.field(node, "value"),
          ...range,
        };
      }
      case "yield":
        return {
          type: "Yield",
          value: this.optional(named(node)[0]),
          from: node.children.some((child) => child?.type === "from"),
          ...range,
        };
      case "as_pattern_target":
        return this.expression(node.firstNamedChild);
      case "type":
        return this.expression(node.firstNamedChild);
      // The grammar has nodes of their own for what annotations hold; Python's are ordinary expressions.
      case "generic_type": {
        const [value, parameters] = named(node);
        const types = parameters === undefined ? [] : named(parameters);
        const index: ast.Expr =
          types.length === 1
            ? this.expression(types[0])
            : { type: "Tuple", items: types.map((type) => this.expression(type)), ...range };
        return { type: "Subscript", value: this.expression(value), index, ...range };
      }
      case "union_type": {
        const [left, right] = named(node);
        return {
          type: "BinOp",
          op: "|",
          left: this.expression(left),
          right: this.expression(right),
          ...range,
        };
      }
      case "member_type": {
        const [value, attr] = named(node);
        return { type: "Attribute", value: this.expression(value), attr: attr?.text ?? "", ...range };
      }
      default:
        return this.unsupported(node, node.type.replaceAll("_", " "));
    }
  }

  private integer(node: Node): ast.Expr {
    const text = node.text.replaceAll("_", "").toLowerCase();
    if (text.endsWith("j")) return this.unsupported(node, "complex number");
    if (/^0\d/.test(text) && !/^0+$/.test(text)) return this.unsupported(node, "number with a leading zero");
    try {
      return this.constant(node, { kind: "int", value: BigInt(text) });
    } catch {
      return this.unsupported(node, "number");
    }
  }

  private float(node: Node): ast.Expr {
    const text = node.text.replaceAll("_", "");
    const value = Number(text);
    if (/[jJ]$/.test(text) || Number.isNaN(value)) return this.unsupported(node, "complex number");
    return this.constant(node, { kind: "float", value });
  }

  /** One string or several written side by side. */
  private strings(nodes: readonly Node[], whole: Node): ast.Expr {
    const range = this.range(whole);
    const parts: (string | ast.FormattedValue)[] = [];
    let bytes = false;
    for (const node of nodes) {
      if (node.hasError) return this.unsupported(whole, "incomplete string");
      const opening = node.firstChild?.text ?? "";
      const prefix = stringPrefix(opening);
      const quotes = /["']+$/.exec(opening)?.[0].length ?? 1;
      if (prefix.template) return this.unsupported(whole, "template string");
      bytes ||= prefix.bytes;
      for (const child of node.children) {
        if (child === null) continue;
        // A raw string of backslashes has them in its end, for the grammar.
        const ending = child.type === "string_end" ? child.text.slice(0, -quotes) : "";
        if (ending !== "") {
          parts.push(ending);
        } else if (child.type === "string_content") {
          const text = prefix.format ? fStringText(child.text, prefix.raw) : decodeString(child.text, prefix);
          if (text === undefined) return this.unsupported(whole, "string escape");
          parts.push(text);
        } else if (child.type === "interpolation") {
          const spec = child.childForFieldName("format_specifier");
          const inner = named(child)[0];
          // The grammar takes `{x:=5}` for an assignment; Python needs parentheses around one.
          if (inner?.type === "named_expression") {
            const [name] = named(inner);
            const text = child.text.slice(0, -1);
            parts.push({
              value: this.expression(name),
              spec: text.slice(text.indexOf(":", (name?.endIndex ?? 0) - child.startIndex) + 1),
            });
            continue;
          }
          const conversion = child.childForFieldName("type_conversion")?.text.slice(1);
          const value = child.childForFieldName("expression");
          // `{x=}` prints the expression's text too.
          const between = value === null ? "" : child.text.slice(value.endIndex - child.startIndex);
          if (/^\s*=/.test(between)) {
            const from = 1;
            const to = (value?.endIndex ?? 0) - child.startIndex + /^\s*=\s*/.exec(between)![0].length;
            parts.push(child.text.slice(from, to));
          }
          parts.push({
            value: this.expression(value),
            conversion: conversion ?? (/^\s*=/.test(between) && spec === null ? "r" : undefined),
            spec: spec === null ? undefined : this.formatSpec(spec),
          });
        }
      }
    }
    if (parts.every((part) => typeof part === "string")) {
      return this.constant(whole, { kind: bytes ? "bytes" : "str", value: parts.join("") });
    }
    return { type: "JoinedStr", parts, ...range };
  }

  /** A format specification; a JoinedStr where it holds expressions. */
  private formatSpec(node: Node): string | ast.JoinedStr {
    const parts: (string | ast.FormattedValue)[] = [];
    let last = 1;
    for (const child of named(node)) {
      const from = child.startIndex - node.startIndex;
      parts.push(node.text.slice(last, from));
      const [value, ...others] = named(child);
      const conversion = others.find((other) => other.type === "type_conversion")?.text.slice(1);
      const inner = others.find((other) => other.type === "format_specifier");
      parts.push({
        value: this.expression(value),
        conversion,
        spec: inner === undefined ? undefined : this.formatSpec(inner),
      });
      last = child.endIndex - node.startIndex;
    }
    parts.push(node.text.slice(last));
    return parts.length === 1 ? node.text.slice(1) : { type: "JoinedStr", parts, ...this.range(node) };
  }

  private slice(node: Node): ast.Slice {
    const parts: (ast.Expr | undefined)[] = [undefined, undefined, undefined];
    let position = 0;
    for (const child of node.children) {
      if (child === null) continue;
      if (child.type === ":") position++;
      else if (child.isNamed && child.type !== "comment" && position < 3)
        parts[position] = this.expression(child);
    }
    return { type: "Slice", lower: parts[0], upper: parts[1], step: parts[2], ...this.range(node) };
  }

  private argumentList(node: Node | null): { args: ast.Expr[]; keywords: ast.Keyword[] } {
    const args: ast.Expr[] = [];
    const keywords: ast.Keyword[] = [];
    for (const child of node === null ? [] : named(node)) {
      if (child.type === "keyword_argument") {
        keywords.push({
          arg: child.childForFieldName("name")?.text ?? "",
          value: this.field(child, "value"),
          ...this.range(child),
        });
      } else if (child.type === "dictionary_splat") {
        keywords.push({ value: this.expression(child.firstNamedChild), ...this.range(child) });
      } else {
        args.push(this.expression(child));
      }
    }
    return { args, keywords };
  }

  private comparison(node: Node): ast.Expr {
    const rest: { op: ast.CompareOp; right: ast.Expr }[] = [];
    let left: ast.Expr | undefined;
    let op = "";
    for (const child of node.children) {
      if (child === null || child.type === "comment") continue;
      if (!child.isNamed) {
        op = `${op} ${child.type}`.trim();
      } else if (left === undefined) {
        left = this.expression(child);
      } else {
        rest.push({ op: (op === "<>" ? "!=" : op) as ast.CompareOp, right: this.expression(child) });
        op = "";
      }
    }
    if (left === undefined) return this.unsupported(node, "incomplete code");
    return { type: "Compare", left, rest, ...this.range(node) };
  }

  private comprehension(node: Node): ast.Expr {
    const body = node.childForFieldName("body");
    const clauses: ast.ComprehensionClause[] = [];
    for (const child of named(node)) {
      if (child.type === "for_in_clause") {
        clauses.push({
          type: "for",
          target: this.field(child, "left"),
          iter: this.field(child, "right"),
          async: child.child(0)?.type === "async",
        });
      } else if (child.type === "if_clause") {
        clauses.push({ type: "if", test: this.expression(child.firstNamedChild) });
      }
    }
    const types = {
      list_comprehension: "ListComp",
      set_comprehension: "SetComp",
      dictionary_comprehension: "DictComp",
      generator_expression: "GeneratorExp",
    } as const;
    const type = types[node.type as keyof typeof types];
    if (type === "DictComp") {
      if (body?.type !== "pair") return this.unsupported(node, "dictionary comprehension");
      return {
        type,
        element: this.field(body, "key"),
        value: this.field(body, "value"),
        clauses,
        ...this.range(node),
      };
    }
    return { type, element: this.expression(body), clauses, ...this.range(node) };
  }
}

/** A dotted name without the white space that Python allows around dots. */
function dotted(node: Node): string {
  return node.text.replace(/\s+/g, "");
}

/**
 * Names that broken text may assign or change, as far as its lines show; "*" stands for any name, where the text may
 * import or execute something.
 */
export function possibleNames(text: string): string[] {
  const names = new Set<string>();
  for (const line of text.split(/\r\n|\n|\r|;/)) {
    const target = /^\s*((?:[A-Za-z_]\w*\s*,\s*)*[A-Za-z_]\w*)\s*(?:=|\+=|\||-=|\.|\[|:|\*=|\/=|$)/.exec(
      line,
    );
    for (const name of target?.[1]?.split(",") ?? []) names.add(name.trim());
    if (/\bimport\s*\(?\s*\*|\b(?:exec|globals|locals|vars)\b/.test(line)) names.add("*");
    const imported = /\bimport\b(.*)$/.exec(line);
    for (const name of imported?.[1]?.match(/[A-Za-z_]\w*/g) ?? []) names.add(name);
  }
  return [...names];
}

/** The name that `type Name[T] = ...` sets. */
function aliasName(node: Node): Node | undefined {
  let inner = named(node)[0];
  while (inner !== undefined && inner.type !== "identifier") inner = inner.firstNamedChild ?? undefined;
  return inner;
}
