/**
 * The part of Python's grammar that the evaluator reads, as plain objects named after CPython's `ast` module.
 *
 * Offsets inside a top-level statement are relative to that statement, so that a statement that did not change keeps
 * its objects when text before it does. `TopLevel.start` turns them into offsets of the file.
 */
import type { Range } from "../text";

export interface Module {
  readonly body: readonly TopLevel[];
  /** Offset of the first syntax error, or undefined. */
  readonly errorAt?: number;
  /** Offset of the first statement that is nested too deeply to read, or undefined. */
  readonly tooDeepAt?: number;
}

/** A top-level statement and where it starts in the file. */
export interface TopLevel {
  readonly start: number;
  readonly end: number;
  readonly statement: Stmt;
}

export type Expr =
  | Name
  | Constant
  | JoinedStr
  | Attribute
  | Subscript
  | Slice
  | Call
  | BinOp
  | UnaryOp
  | BoolOp
  | Compare
  | IfExp
  | Sequence
  | Dict
  | Comprehension
  | Lambda
  | NamedExpr
  | Starred
  | Yield
  | UnsupportedExpr;

export interface Name extends Range {
  readonly type: "Name";
  readonly id: string;
}

export type ConstantValue =
  | { readonly kind: "none" }
  | { readonly kind: "ellipsis" }
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "int"; readonly value: bigint }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "str"; readonly value: string }
  | { readonly kind: "bytes"; readonly value: string };

export interface Constant extends Range {
  readonly type: "Constant";
  readonly constant: ConstantValue;
}

/** An f-string: literal text and interpolated expressions in order. */
export interface JoinedStr extends Range {
  readonly type: "JoinedStr";
  readonly parts: readonly (string | FormattedValue)[];
}

export interface FormattedValue {
  readonly value: Expr;
  /** The conversion character after `!`, if any. */
  readonly conversion?: string;
  /** The format specification after `:`, if any; a JoinedStr if it is itself computed. */
  readonly spec?: string | JoinedStr;
}

export interface Attribute extends Range {
  readonly type: "Attribute";
  readonly value: Expr;
  readonly attr: string;
}

export interface Subscript extends Range {
  readonly type: "Subscript";
  readonly value: Expr;
  readonly index: Expr;
}

export interface Slice extends Range {
  readonly type: "Slice";
  readonly lower?: Expr;
  readonly upper?: Expr;
  readonly step?: Expr;
}

export interface Keyword extends Range {
  /** undefined for `**mapping`. */
  readonly arg?: string;
  readonly value: Expr;
}

export interface Call extends Range {
  readonly type: "Call";
  readonly func: Expr;
  /** Positional arguments; `*args` is a Starred. */
  readonly args: readonly Expr[];
  readonly keywords: readonly Keyword[];
}

export interface BinOp extends Range {
  readonly type: "BinOp";
  readonly op: string;
  readonly left: Expr;
  readonly right: Expr;
}

export interface UnaryOp extends Range {
  readonly type: "UnaryOp";
  readonly op: "not" | "-" | "+" | "~";
  readonly operand: Expr;
}

export interface BoolOp extends Range {
  readonly type: "BoolOp";
  readonly op: "and" | "or";
  readonly left: Expr;
  readonly right: Expr;
}

export type CompareOp = "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "not in" | "is" | "is not";

export interface Compare extends Range {
  readonly type: "Compare";
  readonly left: Expr;
  readonly rest: readonly { readonly op: CompareOp; readonly right: Expr }[];
}

export interface IfExp extends Range {
  readonly type: "IfExp";
  readonly test: Expr;
  readonly body: Expr;
  readonly orelse: Expr;
}

/** A list, tuple or set display. */
export interface Sequence extends Range {
  readonly type: "List" | "Tuple" | "Set";
  readonly items: readonly Expr[];
}

export interface Dict extends Range {
  readonly type: "Dict";
  /** `key` is undefined for `**mapping`. */
  readonly entries: readonly { readonly key?: Expr; readonly value: Expr }[];
}

export interface Comprehension extends Range {
  readonly type: "ListComp" | "SetComp" | "DictComp" | "GeneratorExp";
  /** The element; for a DictComp the key. */
  readonly element: Expr;
  /** The value of a DictComp. */
  readonly value?: Expr;
  readonly clauses: readonly ComprehensionClause[];
}

export type ComprehensionClause =
  | { readonly type: "for"; readonly target: Expr; readonly iter: Expr; readonly async: boolean }
  | { readonly type: "if"; readonly test: Expr };

export interface Lambda extends Range {
  readonly type: "Lambda";
  readonly parameters: readonly Parameter[];
  readonly body: Expr;
}

export interface NamedExpr extends Range {
  readonly type: "NamedExpr";
  readonly target: Name;
  readonly value: Expr;
}

export interface Starred extends Range {
  readonly type: "Starred";
  readonly value: Expr;
}

/** `yield value` and `yield from value`. */
export interface Yield extends Range {
  readonly type: "Yield";
  readonly value?: Expr;
  readonly from: boolean;
}

/** An expression that is not read further: await, or broken code. */
export interface UnsupportedExpr extends Range {
  readonly type: "Unsupported";
  readonly what: string;
}

export interface Parameter {
  readonly name: string;
  readonly kind: "plain" | "keyword-only" | "positional-only" | "*" | "**";
  readonly default?: Expr;
}

export type Stmt =
  | Assign
  | AugAssign
  | AnnAssign
  | ExprStmt
  | If
  | For
  | While
  | Try
  | With
  | Match
  | Import
  | ImportFrom
  | FunctionDef
  | ClassDef
  | Return
  | Raise
  | Assert
  | Delete
  | Scope
  | Simple
  | Broken;

export interface Assign extends Range {
  readonly type: "Assign";
  /** `a = b = value` has two targets, in source order. */
  readonly targets: readonly Expr[];
  readonly value: Expr;
}

export interface AugAssign extends Range {
  readonly type: "AugAssign";
  readonly target: Expr;
  /** The operator without `=`: "+" for `+=`. */
  readonly op: string;
  readonly value: Expr;
}

export interface AnnAssign extends Range {
  readonly type: "AnnAssign";
  readonly target: Expr;
  readonly annotation: Expr;
  readonly value?: Expr;
}

export interface ExprStmt extends Range {
  readonly type: "Expr";
  readonly value: Expr;
}

export interface If extends Range {
  readonly type: "If";
  readonly test: Expr;
  readonly body: readonly Stmt[];
  /** An `elif` is an If alone in `orelse`. */
  readonly orelse: readonly Stmt[];
}

export interface For extends Range {
  readonly type: "For";
  readonly target: Expr;
  readonly iter: Expr;
  readonly body: readonly Stmt[];
  readonly orelse: readonly Stmt[];
  readonly async: boolean;
}

export interface While extends Range {
  readonly type: "While";
  readonly test: Expr;
  readonly body: readonly Stmt[];
  readonly orelse: readonly Stmt[];
}

export interface ExceptHandler extends Range {
  /** undefined for a bare `except:`. */
  readonly exception?: Expr;
  readonly name?: string;
  readonly group: boolean;
  readonly body: readonly Stmt[];
}

export interface Try extends Range {
  readonly type: "Try";
  readonly body: readonly Stmt[];
  readonly handlers: readonly ExceptHandler[];
  readonly orelse: readonly Stmt[];
  readonly finalbody: readonly Stmt[];
}

export interface With extends Range {
  readonly type: "With";
  readonly items: readonly { readonly context: Expr; readonly target?: Expr }[];
  readonly body: readonly Stmt[];
}

export type Pattern =
  | { readonly type: "value"; readonly value: Expr }
  | { readonly type: "or"; readonly patterns: readonly Pattern[] }
  | { readonly type: "capture"; readonly name: string }
  | { readonly type: "as"; readonly pattern: Pattern; readonly name: string }
  | { readonly type: "wildcard" }
  /** `rest` is the place of a starred pattern. */
  | { readonly type: "sequence"; readonly patterns: readonly Pattern[]; readonly rest?: number }
  | {
      readonly type: "mapping";
      readonly entries: readonly { readonly key: Expr; readonly pattern: Pattern }[];
      /** What `**` binds. */
      readonly rest?: string;
    }
  | {
      readonly type: "class";
      readonly cls: Expr;
      readonly patterns: readonly Pattern[];
      readonly attributes: readonly { readonly name: string; readonly pattern: Pattern }[];
    }
  /** Not decided; `names` are what it may bind. */
  | { readonly type: "unsupported"; readonly names: readonly string[] };

export interface MatchCase extends Range {
  readonly pattern: Pattern;
  readonly guard?: Expr;
  readonly body: readonly Stmt[];
}

export interface Match extends Range {
  readonly type: "Match";
  readonly subject: Expr;
  readonly cases: readonly MatchCase[];
}

export interface Alias extends Range {
  /** Dotted name. */
  readonly name: string;
  readonly asname?: string;
}

export interface Import extends Range {
  readonly type: "Import";
  readonly names: readonly Alias[];
}

export interface ImportFrom extends Range {
  readonly type: "ImportFrom";
  /** Dotted name after the dots; empty for `from . import x`. */
  readonly module: string;
  /** Number of leading dots. */
  readonly level: number;
  /** "*" for a star import. */
  readonly names: readonly Alias[] | "*";
}

export interface FunctionDef extends Range {
  readonly type: "FunctionDef";
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Stmt[];
  readonly decorators: readonly Expr[];
  readonly async: boolean;
  /** True if the body holds a `yield`. */
  readonly generator: boolean;
}

export interface ClassDef extends Range {
  readonly type: "ClassDef";
  readonly name: string;
  readonly bases: readonly Expr[];
  readonly keywords: readonly Keyword[];
  readonly body: readonly Stmt[];
  readonly decorators: readonly Expr[];
}

export interface Return extends Range {
  readonly type: "Return";
  readonly value?: Expr;
}

export interface Raise extends Range {
  readonly type: "Raise";
  readonly exception?: Expr;
  /** After `from`. */
  readonly cause?: Expr;
}

export interface Assert extends Range {
  readonly type: "Assert";
  readonly test: Expr;
  readonly message?: Expr;
}

export interface Delete extends Range {
  readonly type: "Delete";
  readonly targets: readonly Expr[];
}

/** `global` and `nonlocal`. */
export interface Scope extends Range {
  readonly type: "Global" | "Nonlocal";
  readonly names: readonly string[];
}

export interface Simple extends Range {
  readonly type: "Pass" | "Break" | "Continue";
}

/** Text that is not Python (yet). `names` are those that it may assign, as far as its text shows. */
export interface Broken extends Range {
  readonly type: "Broken";
  /** Set if it is nested too deeply to read; else it does not parse. */
  readonly tooDeep?: true;
  readonly names: readonly string[];
}
