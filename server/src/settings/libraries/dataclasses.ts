/** Python's dataclasses module. */
import type * as ast from "../../syntax/python/ast";
import { equal, truth } from "../equality";
import { type Condition, choose, type Guarded, map } from "../guard";
import { callOf, inherited, instantiate } from "../instances";
import type { Interpreter } from "../interpreter";
import { callSpecial } from "../specialMethods";
import {
  type Access,
  type CallArguments,
  ClassValue,
  DEAD,
  DictValue,
  dict,
  InstanceValue,
  ListValue,
  native,
  type ObjectValue,
  sameValue,
  str,
  UNBOUND,
  type Unbound,
  unknown,
  type Value,
} from "../values";

interface Field {
  readonly name: string;
  /** UNBOUND without a default. */
  readonly default: Guarded<Value | Unbound>;
  readonly factory?: Guarded<Value>;
  /** False for fields that are no parameter. */
  readonly init: boolean;
  readonly keywordOnly: boolean;
  readonly compare: boolean;
}

const FIELDS = new WeakMap<ClassValue, readonly Field[]>();
/** The arguments of a `field(...)`. */
const MARKED = new WeakMap<Value, ReadonlyMap<string, Guarded<Value>>>();

/** `field(default=..., default_factory=...)`: a mark in the class body. */
const field = native("field", ({ keywords, at }) => {
  const mark: ObjectValue = { kind: "object", name: "field()", at };
  MARKED.set(mark, keywords);
  return mark;
});

/** `@dataclass` and `@dataclass(...)`. */
const dataclass = native("dataclass", (call) => {
  const [cls] = call.args;
  if (cls === undefined) return native("dataclass", (inner) => decorated(inner, call.keywords));
  return decorated(call, new Map());
});

function decorated(call: CallArguments, options: ReadonlyMap<string, Guarded<Value>>): Guarded<Value> {
  const { interpreter: i, at } = call;
  return i.lift([call.args[0] ?? DEAD], call.pc, ([cls], pc) => {
    if (!(cls instanceof ClassValue) || cls.opaque !== undefined) return cls ?? DEAD;
    const problem = makeDataclass(i, cls, options, pc);
    if (problem !== undefined) cls.opaque = problem;
    return cls.opaque === undefined ? cls : unknown(`class ${cls.name} (${cls.opaque})`, at);
  });
}

/** Gives a class its fields; a text says why it cannot be followed. */
function makeDataclass(
  i: Interpreter,
  cls: ClassValue,
  options: ReadonlyMap<string, Guarded<Value>>,
  pc: Condition,
): string | undefined {
  if (cls.model !== undefined && !FIELDS.has(cls.mro[1] as ClassValue))
    return "a dataclass of an unusual kind";
  const flags = { frozen: false, kw_only: false, eq: true, init: true };
  for (const [name, value] of options) {
    const given = map(value, (leaf) => truth(i, leaf));
    if (typeof given !== "boolean") return "options of @dataclass that are not known";
    if (name in flags) flags[name as keyof typeof flags] = given;
    else if (name !== "order" && name !== "repr" && name !== "slots" && name !== "match_args")
      return `@dataclass(${name}=…)`;
  }
  const fields = new Map<string, Field>();
  for (const base of [...cls.mro.slice(1)].reverse()) {
    if (base instanceof ClassValue) for (const each of FIELDS.get(base) ?? []) fields.set(each.name, each);
  }
  for (const { name, type, at } of cls.annotations) {
    const kind = annotationName(type);
    if (kind === "ClassVar") continue;
    if (kind === "InitVar" || kind === "KW_ONLY") return kind;
    const own = cls.namespace.bindings.get(name)?.value ?? UNBOUND;
    if ("kind" in own && (own.kind === "list" || own.kind === "dict" || own.kind === "set")) {
      i.raise("ValueError", `mutable default ${own.kind} for field ${name} is not allowed`, pc, at);
    }
    const marks = "kind" in own && own.kind === "object" ? MARKED.get(own) : undefined;
    const option = (key: string, otherwise: boolean): boolean | undefined => {
      const value = marks?.get(key);
      const holds = value === undefined ? otherwise : map(value, (leaf) => truth(i, leaf));
      return typeof holds === "boolean" ? holds : undefined;
    };
    const [init, keywordOnly, compare] = [
      option("init", true),
      option("kw_only", flags.kw_only),
      option("compare", true),
    ];
    if (init === undefined || keywordOnly === undefined || compare === undefined) return "field()";
    const fallback = marks === undefined ? own : (marks.get("default") ?? UNBOUND);
    if (marks !== undefined) i.bind(cls.namespace, name, fallback, pc, []);
    const factory = marks?.get("default_factory");
    fields.set(name, { name, default: fallback, factory, init, keywordOnly, compare });
  }
  FIELDS.set(cls, [...fields.values()]);
  const ownInit = cls.namespace.bindings.has("__init__") || !flags.init;
  cls.model = {
    name: "dataclass",
    call: ownInit ? undefined : construct,
    frozen: flags.frozen ? frozen : undefined,
    equal: flags.eq && inherited(i, cls.mro, "__eq__", pc) === UNBOUND ? sameFields : undefined,
  };
  return undefined;
}

/** The outermost name of an annotation: "ClassVar" for `typing.ClassVar[int]` and for its text. */
export function annotationName(type: ast.Expr): string | undefined {
  if (type.type === "Name") return type.id;
  if (type.type === "Attribute") return type.attr;
  if (type.type === "Subscript") return annotationName(type.value);
  if (type.type !== "Constant" || type.constant.kind !== "str") return undefined;
  return /^(?:\w+\.)*(\w+)/.exec(type.constant.value)?.[1];
}

/** The `__init__` that a dataclass gets. */
function construct(cls: ClassValue, call: CallArguments): Guarded<Value> {
  const { interpreter: i, args, keywords, pc, at } = call;
  const parameters = FIELDS.get(cls)!.filter(({ init }) => init);
  const positional = parameters.filter(({ keywordOnly }) => !keywordOnly);
  const wrong = (what: string) => i.raise("TypeError", `${cls.name}.__init__() ${what}`, pc, at);
  if (args.length > positional.length) return wrong("got too many arguments");
  const given = new Map<string, Guarded<Value>>(keywords);
  for (const [n, value] of args.entries()) {
    const { name } = positional[n]!;
    if (given.has(name)) return wrong(`got multiple values for argument '${name}'`);
    given.set(name, value);
  }
  for (const name of keywords.keys()) {
    if (!parameters.some((parameter) => parameter.name === name))
      return wrong(`got an unexpected keyword argument '${name}'`);
  }
  const instance = new InstanceValue(cls, at);
  for (const { name, default: fallback, factory, init } of FIELDS.get(cls)!) {
    let value: Guarded<Value | Unbound> = given.get(name) ?? fallback;
    if (!given.has(name) && factory !== undefined) {
      value = i.lift([factory], i.surviving(pc), ([f], when) =>
        i.expressions.invoke(f!, callOf(i, [], when, at)),
      );
    }
    const missing = map<Value | Unbound, boolean>(value, (leaf) => leaf.kind === "unbound");
    if (missing !== false) {
      if (missing !== true) return unknown(`${cls.name}() with defaults that depend on conditions`, at);
      if (!init) continue;
      return wrong(`missing required argument '${name}'`);
    }
    i.bind(instance.namespace, name, value, i.surviving(pc), [i.historyStep("assigned", at, at, pc)]);
  }
  callSpecial(i, instance, "__post_init__", [], i.surviving(pc), at);
  return choose<Value>(i.surviving(pc), instance, DEAD, sameValue);
}

/** Raises for an assignment to an attribute of a frozen instance. */
function frozen(instance: InstanceValue, name: string, { interpreter: i, pc, at }: Access): boolean {
  i.raise("FrozenInstanceError", `cannot assign to field '${name}' of ${instance.cls.name}`, pc, at);
  return true;
}

function sameFields(a: InstanceValue, b: Value, i: Interpreter): Condition | undefined {
  if (!(b instanceof InstanceValue)) return undefined;
  if (a.cls !== b.cls) return b.cls.model?.name === "dataclass" ? false : undefined;
  const values = (instance: InstanceValue): Value => ({
    kind: "tuple",
    items: FIELDS.get(a.cls)!
      .filter(({ compare }) => compare)
      .map(({ name }) => ownValue(instance, name)),
  });
  return equal(i, values(a), values(b));
}

function ownValue(instance: InstanceValue, name: string): Guarded<Value> {
  const { open, bindings } = instance.namespace;
  return map<Value | Unbound, Value>(bindings.get(name)?.value ?? UNBOUND, (leaf) =>
    leaf.kind === "unbound" ? unknown(open ?? `a field of ${instance.name}`) : leaf,
  );
}

/** What `asdict()` and `astuple()` make of a value: copies all the way down. */
function deepCopy(
  i: Interpreter,
  value: Value,
  pc: Condition,
  call: CallArguments,
  tuples: boolean,
): Guarded<Value> {
  const inner = (item: Guarded<Value>) =>
    i.lift([item], pc, ([leaf], when) => deepCopy(i, leaf!, when, call, tuples));
  if (value instanceof InstanceValue && FIELDS.has(value.cls)) {
    const names = FIELDS.get(value.cls)!.map(({ name }) => name);
    const values = names.map((name) => inner(ownValue(value, name)));
    return tuples
      ? { kind: "tuple", items: values, at: call.at }
      : dict(
          names.map((name, n) => [str(name, call.at), values[n]!] as const),
          call.at,
        );
  }
  if (value instanceof ListValue)
    return new ListValue(
      map(value.state, (state) => ({ ...state, items: state.items.map(inner) })),
      call.at,
    );
  if (value instanceof DictValue)
    return new DictValue(
      map(value.state, (state) => ({
        ...state,
        entries: state.entries.map(([key, item]) => [key, inner(item)] as const),
      })),
      call.at,
    );
  if (value.kind === "tuple") return { kind: "tuple", items: value.items.map(inner), at: call.at };
  return value;
}

function copier(name: "asdict" | "astuple"): Value {
  return native(name, (call) =>
    call.interpreter.lift([call.args[0] ?? DEAD], call.pc, ([value], pc) =>
      value instanceof InstanceValue && FIELDS.has(value.cls) && call.keywords.size === 0
        ? deepCopy(call.interpreter, value, pc, call, name === "astuple")
        : unknown(`${name}()`, call.at),
    ),
  );
}

/** `replace(instance, name=value)` */
const replace = native("replace", (call) =>
  call.interpreter.lift([call.args[0] ?? DEAD], call.pc, ([value], pc) => {
    const fields = value instanceof InstanceValue ? FIELDS.get(value.cls) : undefined;
    if (!(value instanceof InstanceValue) || fields === undefined || fields.some(({ init }) => !init))
      return unknown("replace()", call.at);
    const keywords = new Map(fields.map(({ name }) => [name, ownValue(value, name)]));
    for (const [name, changed] of call.keywords) keywords.set(name, changed);
    return instantiate(value.cls, { ...call, args: [], keywords, pc });
  }),
);

const fieldsOf = native("fields", (call) =>
  call.interpreter.lift([call.args[0] ?? DEAD], call.pc, ([value]) => {
    const cls = value instanceof InstanceValue ? value.cls : value;
    const fields = cls instanceof ClassValue ? FIELDS.get(cls) : undefined;
    if (fields === undefined) return unknown("fields()", call.at);
    return {
      kind: "tuple",
      items: fields.map(
        ({ name }): ObjectValue => ({
          kind: "object",
          name: "a field",
          attribute: (attribute) => (attribute === "name" ? str(name, call.at) : undefined),
        }),
      ),
      at: call.at,
    };
  }),
);

export const dataclasses: readonly (readonly [string, () => Value])[] = [
  ["dataclasses.dataclass", () => dataclass],
  ["dataclasses.field", () => field],
  ["dataclasses.asdict", () => copier("asdict")],
  ["dataclasses.astuple", () => copier("astuple")],
  ["dataclasses.replace", () => replace],
  ["dataclasses.fields", () => fieldsOf],
  ["dataclasses.is_dataclass", () => native("is_dataclass", ({ at }) => unknown("is_dataclass()", at))],
  ["dataclasses.FrozenInstanceError", () => ({ kind: "exception", name: "FrozenInstanceError" })],
];
