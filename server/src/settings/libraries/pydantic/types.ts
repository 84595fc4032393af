/** Annotations of pydantic's models as types. */
import type * as ast from "../../../syntax/python/ast";
import { type Condition, type Guarded, restrict } from "../../guard";
import type { Frame, Interpreter } from "../../interpreter";
import { ClassValue, sameValue, type Value } from "../../values";
import { fieldArguments } from "./fields";

/** Types that are named and have no parts. */
const SIMPLE = {
  str: "str",
  int: "int",
  float: "float",
  bool: "bool",
  bytes: "bytes",
  Any: "any",
  object: "any",
  Path: "path",
  PosixPath: "path",
  SecretStr: "secret",
  EmailStr: "email",
} as const;

export type Type = {
  /** Conditions that a value must meet besides: the arguments of `Field(...)` in an Annotated. */
  readonly constraints?: ReadonlyMap<string, Guarded<Value>>;
  /** True for `Annotated[..., NoDecode]`: the variable's string is taken as it is. */
  readonly noDecode?: boolean;
  /** Functions that run before (`BeforeValidator`) and after the validation of the type. */
  readonly before?: readonly Value[];
  readonly after?: readonly Value[];
} & (
  | { readonly kind: (typeof SIMPLE)[keyof typeof SIMPLE] | "none" }
  | { readonly kind: "list" | "set"; readonly item: Type }
  | { readonly kind: "tuple"; readonly items: readonly Type[]; readonly rest?: Type }
  | { readonly kind: "dict"; readonly key: Type; readonly value: Type }
  | { readonly kind: "union"; readonly members: readonly Type[] }
  | { readonly kind: "literal"; readonly values: readonly Value[] }
  | { readonly kind: "class"; readonly cls: ClassValue }
  | { readonly kind: "url"; readonly name: string }
  /** A type that is not followed; `scalar` if variables are surely not decoded as JSON for it. */
  | { readonly kind: "unknown"; readonly reason: string; readonly scalar: boolean }
);

export const URL_TYPES: ReadonlySet<string> = new Set(
  "AnyUrl AnyHttpUrl HttpUrl PostgresDsn RedisDsn MySQLDsn MariaDBDsn AmqpDsn KafkaDsn MongoDsn CockroachDsn".split(
    " ",
  ),
);

/** Types of the standard library and pydantic that variables give no JSON for, and that are not followed. */
const SCALARS =
  /^(?:datetime|decimal|uuid|ipaddress|re|zoneinfo)\.|\.(?:SecretBytes|Decimal|UUID\d?|IPvAny\w*|NameEmail|FilePath|DirectoryPath|NewPath|ByteSize|AwareDatetime|NaiveDatetime|FutureDate|PastDate|Json)$/;

const ANY: Type = { kind: "any" };

/** The type that an annotation means. */
export function typeOf(i: Interpreter, node: ast.Expr, frame: Frame, pc: Condition): Type {
  const inner = (expr: ast.Expr) => typeOf(i, expr, frame, pc);
  switch (node.type) {
    case "Constant":
      if (node.constant.kind === "none") return { kind: "none" };
      if (node.constant.kind === "str" && /^[A-Za-z_]\w*$/.test(node.constant.value))
        return inner({ type: "Name", id: node.constant.value, start: node.start, end: node.end });
      return lost("an annotation of an unusual form");
    case "BinOp":
      return node.op === "|" ? union([inner(node.left), inner(node.right)]) : lost("an annotation");
    case "Name":
    case "Attribute":
      return named(evaluated(i, node, frame, pc));
    case "Subscript": {
      const parts = node.index.type === "Tuple" ? node.index.items : [node.index];
      return generic(i, evaluated(i, node.value, frame, pc), parts, frame, pc);
    }
    default:
      return lost("an annotation of an unusual form");
  }
}

function lost(reason: string, scalar = false): Type {
  return { kind: "unknown", reason, scalar };
}

function evaluated(i: Interpreter, node: ast.Expr, frame: Frame, pc: Condition): Value | undefined {
  const { value, raised } = i.collect(() => i.expressions.evaluate(node, frame, pc), true);
  const leaf = restrict(value, pc, sameValue);
  return raised.length === 0 && "kind" in leaf ? leaf : undefined;
}

/** The last part of the name of a type that is no class of the project. */
function shortName(value: Value | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (value.kind === "third-party") return value.name.split(".").pop();
  if (value.kind === "native") return value.name.split(".").pop();
  return value instanceof ClassValue && value.at === undefined ? value.name : undefined;
}

function named(value: Value | undefined): Type {
  if (value === undefined) return lost("an annotation that is not known");
  if (value.kind === "none") return { kind: "none" };
  if (value instanceof ClassValue && value.at !== undefined) return { kind: "class", cls: value };
  const name = shortName(value) ?? "";
  if (Object.hasOwn(SIMPLE, name)) return { kind: SIMPLE[name as keyof typeof SIMPLE] };
  if (URL_TYPES.has(name)) return { kind: "url", name };
  if (["list", "List", "Sequence", "Iterable"].includes(name)) return { kind: "list", item: ANY };
  if (["set", "Set", "frozenset", "FrozenSet"].includes(name)) return { kind: "set", item: ANY };
  if (["tuple", "Tuple"].includes(name)) return { kind: "tuple", items: [], rest: ANY };
  if (["dict", "Dict", "Mapping"].includes(name)) return { kind: "dict", key: ANY, value: ANY };
  const numbers: Readonly<Record<string, readonly ["int" | "float", string, number]>> = {
    PositiveInt: ["int", "gt", 0],
    NonNegativeInt: ["int", "ge", 0],
    NegativeInt: ["int", "lt", 0],
    NonPositiveInt: ["int", "le", 0],
    PositiveFloat: ["float", "gt", 0],
    NonNegativeFloat: ["float", "ge", 0],
  };
  const number = Object.hasOwn(numbers, name) ? numbers[name] : undefined;
  if (number !== undefined) {
    const [kind, relation, bound] = number;
    return { kind, constraints: new Map([[relation, { kind: "int", value: BigInt(bound) }]]) };
  }
  const full = value.kind === "third-party" ? value.name : name;
  return lost(`the type ${name === "" ? "of the field" : name}`, SCALARS.test(full));
}

function generic(
  i: Interpreter,
  base: Value | undefined,
  parts: readonly ast.Expr[],
  frame: Frame,
  pc: Condition,
): Type {
  const inner = (n: number): Type => (parts[n] === undefined ? ANY : typeOf(i, parts[n], frame, pc));
  const isEllipsis = (node: ast.Expr | undefined) =>
    node?.type === "Constant" && node.constant.kind === "ellipsis";
  switch (shortName(base)) {
    case "list":
    case "List":
    case "Sequence":
    case "Iterable":
      return { kind: "list", item: inner(0) };
    case "set":
    case "Set":
    case "frozenset":
    case "FrozenSet":
      return { kind: "set", item: inner(0) };
    case "tuple":
    case "Tuple":
      if (isEllipsis(parts[1])) return { kind: "tuple", items: [], rest: inner(0) };
      return { kind: "tuple", items: parts.map((_, n) => inner(n)) };
    case "dict":
    case "Dict":
    case "Mapping":
      return { kind: "dict", key: inner(0), value: inner(1) };
    case "Optional":
      return union([inner(0), { kind: "none" }]);
    case "Union":
      return union(parts.map((_, n) => inner(n)));
    case "Final":
      return inner(0);
    case "Literal": {
      const values = parts.map((part) => evaluated(i, part, frame, pc));
      if (values.some((value) => value === undefined || !["str", "int", "bool", "none"].includes(value.kind)))
        return lost("a Literal of an unusual form");
      return { kind: "literal", values: values as Value[] };
    }
    case "Annotated":
      return parts.slice(1).reduce((type, part) => annotated(type, evaluated(i, part, frame, pc)), inner(0));
    default:
      return lost("a generic type that is not followed");
  }
}

/** A type with what stands beside it in an Annotated. */
function annotated(type: Type, metadata: Value | undefined): Type {
  if (metadata === undefined) return lost("an annotation that is not known");
  if (metadata.kind === "third-party" && metadata.name.endsWith(".NoDecode"))
    return { ...type, noDecode: true };
  const given = fieldArguments(metadata);
  if (given === undefined) {
    // Texts, and what other libraries read, say nothing to pydantic.
    return metadata.kind === "str" ? type : lost("metadata of an annotation");
  }
  const { marker, keywords } = given;
  if (marker === "BeforeValidator")
    return { ...type, before: [...(type.before ?? []), keywords.get("func") as Value] };
  if (marker === "AfterValidator")
    return { ...type, after: [...(type.after ?? []), keywords.get("func") as Value] };
  return { ...type, constraints: new Map([...(type.constraints ?? []), ...keywords]) };
}

function union(members: readonly Type[]): Type {
  return {
    kind: "union",
    members: members.flatMap((type) => (type.kind === "union" ? type.members : [type])),
  };
}

/** Whether variables hold such values as JSON: "maybe" where a string that is none is taken as it is. */
export function isComplex(type: Type): boolean | "maybe" | undefined {
  switch (type.kind) {
    case "list":
    case "set":
    case "tuple":
    case "dict":
      return true;
    case "class":
      return type.cls.model?.name === "pydantic model"
        ? true
        : type.cls.model?.name === "enum"
          ? false
          : undefined;
    case "union": {
      const members = type.members.map(isComplex);
      if (members.includes(undefined)) return undefined;
      return members.some((member) => member !== false) ? "maybe" : false;
    }
    case "unknown":
      return type.scalar ? false : undefined;
    default:
      return false;
  }
}
