/** `Field(...)`, validators and other marks that a model's class body holds. */
import { type Guarded, restrict } from "../../guard";
import {
  type CallArguments,
  DEAD,
  native,
  type ObjectValue,
  sameValue,
  unknown,
  type Value,
} from "../../values";

interface Marked {
  readonly marker: string;
  readonly keywords: ReadonlyMap<string, Guarded<Value>>;
}

const MARKED = new WeakMap<Value, Marked>();

/** A function of pydantic that notes its arguments; positional ones get the names of `parameters`. */
function marker(name: string, ...parameters: readonly string[]): Value {
  return native(name, (call) => {
    const mark: ObjectValue = { kind: "object", name: `${name}()`, at: call.at };
    const keywords = new Map(call.keywords);
    for (const [n, value] of call.args.entries()) keywords.set(parameters[n] ?? `*${n}`, value);
    MARKED.set(mark, { marker: name, keywords });
    return mark;
  });
}

/** The arguments of a `Field(...)` or its kind; undefined for other values. */
export function fieldArguments(value: Value): Marked | undefined {
  return MARKED.get(value);
}

/** `AliasChoices("a", "b")` as the names; undefined where it is no list of names. */
export function aliasNames(value: Guarded<Value>): readonly string[] | undefined {
  if (!("kind" in value)) return undefined;
  if (value.kind === "str") return [value.value];
  const marked = MARKED.get(value);
  if (marked?.marker !== "AliasChoices") return undefined;
  const names = [...marked.keywords.values()].map((name) =>
    "kind" in name && name.kind === "str" ? name.value : undefined,
  );
  return names.includes(undefined) ? undefined : (names as string[]);
}

export interface Validator {
  /** "*" for all. */
  readonly fields: readonly string[];
  readonly mode: "before" | "after" | "wrap" | "plain";
  readonly function: Value;
  /** A model_validator looks at the whole model. */
  readonly whole: boolean;
}

const VALIDATORS = new WeakMap<Value, Validator>();

/** The validator that a name of the class body is; undefined if it is none. */
export function validatorOf(value: Value): Validator | undefined {
  return VALIDATORS.get(value);
}

function text(value: Guarded<Value> | undefined): string | undefined {
  return value !== undefined && "kind" in value && value.kind === "str" ? value.value : undefined;
}

/** `@field_validator("a", "b", mode=...)` and `@model_validator(mode=...)`. */
function validatorDecorator(
  name: string,
  whole: boolean,
  mode: (call: CallArguments) => Validator["mode"],
): Value {
  return native(name, (options) =>
    native(name, (call) => {
      const f = call.args[0] === undefined ? DEAD : restrict(call.args[0], call.pc, sameValue);
      const fields = options.args.map(text);
      if (!("kind" in f) || fields.includes(undefined)) return unknown(`@${name}`, call.at);
      const mark: ObjectValue = { kind: "object", name: `@${name}`, at: call.at };
      VALIDATORS.set(mark, {
        fields: fields as string[],
        mode: mode(options),
        function: f.kind === "descriptor" ? f.function : f,
        whole,
      });
      return mark;
    }),
  );
}

const byMode = ({ keywords }: CallArguments): Validator["mode"] => {
  const mode = text(keywords.get("mode")) ?? "after";
  return mode === "before" || mode === "wrap" || mode === "plain" ? mode : "after";
};

/** `@validator("a", pre=True)` of pydantic 1, which 2 still has. */
const byPre = ({ keywords }: CallArguments): Validator["mode"] => {
  const pre = keywords.get("pre");
  return pre !== undefined && "kind" in pre && pre.kind === "bool" && pre.value ? "before" : "after";
};

/** `@computed_field`: a property that model_dump() shows. */
const COMPUTED = new WeakSet<Value>();

export function isComputed(value: Value): boolean {
  return COMPUTED.has(value);
}

function asComputed({ interpreter: i, args, pc, at }: CallArguments): Guarded<Value> {
  return i.lift([args[0] ?? DEAD], pc, ([f]) => {
    if (f!.kind === "dead") return DEAD;
    const property: Value =
      f!.kind === "descriptor"
        ? { ...f! }
        : { kind: "descriptor", name: "property", type: "property", function: f!, at };
    COMPUTED.add(property);
    return property;
  });
}

const computedField = native("computed_field", (call) =>
  call.args.length === 0 ? native("computed_field", asComputed) : asComputed(call),
);

/** Names of pydantic and pydantic_settings that class bodies use. */
export const markers: Readonly<Record<string, Value>> = {
  Field: marker("Field", "default"),
  PrivateAttr: marker("PrivateAttr", "default"),
  StringConstraints: marker("StringConstraints"),
  AliasChoices: marker("AliasChoices"),
  BeforeValidator: marker("BeforeValidator", "func"),
  AfterValidator: marker("AfterValidator", "func"),
  field_validator: validatorDecorator("field_validator", false, byMode),
  validator: validatorDecorator("validator", false, byPre),
  model_validator: validatorDecorator("model_validator", true, byMode),
  computed_field: computedField,
};
