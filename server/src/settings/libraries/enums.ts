/** Python's enum module (as of 3.11) and Django's TextChoices and IntegerChoices. */
import { builtin } from "../builtins";
import { equal } from "../equality";
import { choose, type Guarded, map, or, restrict, without } from "../guard";
import { inherited } from "../instances";
import type { Interpreter } from "../interpreter";
import { plainContent } from "../specialMethods";
import {
  type Access,
  type CallArguments,
  type ClassCreation,
  type ClassModel,
  ClassValue,
  DEAD,
  dict,
  InstanceValue,
  int,
  list,
  type ObjectValue,
  sameValue,
  str,
  UNBOUND,
  type Unbound,
  unknown,
  type Value,
} from "../values";

interface Member {
  readonly name: string;
  readonly value: Guarded<Value>;
  /** The member; one for each possible value. */
  readonly object: Guarded<Value>;
  readonly label?: Guarded<Value>;
}

interface Members {
  /** In the order of the class body, without aliases. */
  readonly unique: readonly Member[];
  readonly byName: ReadonlyMap<string, Member>;
  /** True where values are not known well enough to say that no member is another's alias. */
  readonly unsure: boolean;
}

const MEMBERS = new WeakMap<ClassValue, Members>();
const MEMBER_OF = new WeakMap<InstanceValue, Member>();

/** What `auto()` gives until the class is made. */
const AUTO: ObjectValue = { kind: "object", name: "auto()" };

function membersOf(cls: ClassValue): Members | undefined {
  return MEMBERS.get(cls);
}

/** The built-in type whose values the members are, for StrEnum and its kind. */
function contentType(cls: ClassValue): "str" | "int" | "float" | "other" | undefined {
  const base = cls.mro.find((parent) => !(parent instanceof ClassValue));
  if (base === undefined) return undefined;
  const name = base.kind === "native" ? base.name : "";
  return name === "str" || name === "int" || name === "float" ? name : "other";
}

function isA(cls: ClassValue, ...names: readonly string[]): boolean {
  return cls.mro.some(
    (base) => base instanceof ClassValue && base.at === undefined && names.includes(base.name),
  );
}

const isChoices = (cls: ClassValue) => isA(cls, "TextChoices", "IntegerChoices");

/** Makes the members of a new class. */
function created({ interpreter: i, cls, keywords, pc, at }: ClassCreation): string | undefined {
  if (keywords.size > 0) return "keywords of an enum";
  const content = contentType(cls);
  if (content === "other") return "a base of an enum";
  const parents = cls.mro.filter((base) => base instanceof ClassValue && base !== cls) as ClassValue[];
  if (parents.some((parent) => (membersOf(parent)?.unique.length ?? 0) > 0)) {
    i.raise("TypeError", `${cls.name} cannot extend an enum with members`, pc, at);
    return "an enum with members";
  }
  const unfollowed = ["__init__", "__new__", "_generate_next_value_", "_ignore_", "_order_"];
  for (const name of unfollowed) {
    if (inherited(i, cls.mro, name, pc) !== UNBOUND) return `${name} of an enum`;
  }
  const members: Member[] = [];
  const byName = new Map<string, Member>();
  let unsure = false;
  for (const [name, binding] of cls.namespace.bindings) {
    if (/^__\w+__$/.test(name) || /^_\w+_$/.test(name) || name.startsWith(`_${cls.name}__`)) continue;
    const written = restrict(binding.value, pc, sameValue);
    if (map<Value | Unbound, boolean>(written, (leaf) => leaf.kind === "unbound") !== false) {
      if (written === UNBOUND) continue;
      return "members that depend on conditions";
    }
    const value = written as Guarded<Value>;
    if ("kind" in value && (value.kind === "function" || value.kind === "descriptor")) continue;
    const made = makeMember(i, cls, name, value, members, content, pc);
    if (typeof made === "string") return made;
    let alias: Member | undefined;
    for (const other of members) {
      const same = map(made.value, (a) => map(other.value, (b) => equal(i, a, b)));
      if (same === true) alias ??= other;
      else if (same !== false) unsure = true;
    }
    byName.set(name, alias ?? made);
    if (alias === undefined) members.push(made);
  }
  MEMBERS.set(cls, { unique: members, byName, unsure });
  return undefined;
}

/** A member, or why the enum is not followed. */
function makeMember(
  i: Interpreter,
  cls: ClassValue,
  name: string,
  written: Guarded<Value>,
  before: readonly Member[],
  content: ReturnType<typeof contentType>,
  pc: Access["pc"],
): Member | string {
  let value = written;
  let label: Guarded<Value> | undefined;
  if (isChoices(cls)) {
    label = str(title(name.replaceAll("_", " ")));
    if ("kind" in value && value.kind === "tuple" && value.items.length > 1) {
      const last = value.items.at(-1)!;
      if (value.items.length !== 2 || !("kind" in last) || last.kind !== "str")
        return "choices of an unusual form";
      label = last;
      value = value.items[0]!;
    }
  }
  if (value === AUTO) {
    const next = automatic(cls, name, before);
    if (next === undefined) return "auto()";
    value = next;
  }
  let lost: string | undefined;
  const member: { -readonly [K in keyof Member]: Member[K] } = { name, value, object: DEAD, label };
  member.object = i.lift([value], pc, ([leaf]) => {
    if (leaf!.kind === "dead") return DEAD;
    const type = leaf!.kind === "env" ? leaf!.type : leaf!.kind;
    const fits = content === undefined ? leaf!.kind !== "class" : type === content;
    if (!fits || leaf!.kind === "unknown" || leaf!.kind === "third-party" || leaf!.kind === "object") {
      lost = `the value of ${cls.name}.${name}`;
    }
    const instance = new InstanceValue(cls, leaf!.at, content === undefined ? undefined : leaf!);
    MEMBER_OF.set(instance, member);
    return instance;
  });
  return lost ?? member;
}

/** The value that `auto()` stands for. */
function automatic(cls: ClassValue, name: string, before: readonly Member[]): Value | undefined {
  if (isA(cls, "StrEnum")) return str(name.toLowerCase());
  if (isA(cls, "TextChoices")) return str(name);
  if (contentType(cls) === "str") return undefined;
  let last = 0n;
  for (const { value } of before) {
    if (!("kind" in value) || value.kind !== "int") return undefined;
    if (value.value > last) last = value.value;
  }
  return before.length > 0 && last < 1n ? undefined : int(last + 1n);
}

/** `str.title()` */
function title(text: string): string {
  return text.toLowerCase().replace(/(?<![a-z])[a-z]/g, (letter) => letter.toUpperCase());
}

/** `Enum(value)` */
function call(cls: ClassValue, arguments_: CallArguments): Guarded<Value> {
  const { interpreter: i, args, keywords, pc, at } = arguments_;
  const members = membersOf(cls);
  const [wanted] = args;
  if (members === undefined || wanted === undefined || args.length > 1 || keywords.size > 0) {
    i.mayRaise(`${cls.name}()`, pc, at);
    return unknown(`an instance of ${cls.name}`, at);
  }
  const missing = inherited(i, cls.mro, "_missing_", pc) !== UNBOUND;
  return i.lift([wanted], pc, ([leaf], when) => {
    if (leaf!.kind === "dead") return DEAD;
    if (leaf!.kind === "unknown" || leaf!.kind === "third-party" || (missing && leaf!.kind === "env")) {
      i.mayRaise(`${cls.name}()`, when, at);
      return unknown(`an instance of ${cls.name}`, at);
    }
    return pick(
      i,
      members,
      (member) =>
        or(
          map(member.object, (object) => object === leaf),
          map(member.value, (value) => equal(i, plainContent(leaf!), value)),
        ),
      when,
      (rest) =>
        missing
          ? unknown(`_missing_() of ${cls.name}`, at)
          : i.raise("ValueError", `a value that is not a valid ${cls.name}`, rest, at),
    );
  });
}

/** The first member for which a condition holds. */
function pick(
  _i: Interpreter,
  members: Members,
  holds: (member: Member) => Access["pc"],
  pc: Access["pc"],
  otherwise: (pc: Access["pc"]) => Guarded<Value>,
): Guarded<Value> {
  const conditions = members.unique.map(holds);
  const none = conditions.reduce<Access["pc"]>((any, holds) => or(any, holds), false);
  let result = choose<Value>(none, DEAD, otherwise(without(pc, none)), sameValue);
  for (const [n, member] of [...members.unique.entries()].reverse())
    result = choose<Value>(conditions[n]!, member.object, result, sameValue);
  return restrict(result, pc, sameValue);
}

/** `Enum["NAME"]` */
function item(cls: ClassValue, key: Value, { interpreter: i, pc, at }: Access): Guarded<Value> {
  const members = membersOf(cls);
  if (members === undefined || key.kind === "unknown") {
    i.mayRaise(`${cls.name}[…]`, pc, at);
    return unknown(`an instance of ${cls.name}`, at);
  }
  const name = plainContent(key);
  if (name.kind === "str") {
    return members.byName.get(name.value)?.object ?? i.raise("KeyError", `'${name.value}'`, pc, at);
  }
  const all = [...members.byName].map(([known, member]) => ({ ...member, name: known }));
  return pick(
    i,
    { ...members, unique: all },
    (member) => equal(i, name, str(member.name)),
    pc,
    (rest) => i.raise("KeyError", "a member's name", rest, at),
  );
}

function classAttribute(cls: ClassValue, name: string, { at }: Access): Guarded<Value> | undefined {
  const members = membersOf(cls);
  if (members === undefined) return undefined;
  const member = members.byName.get(name);
  if (member !== undefined) return member.object;
  const pair = (first: Guarded<Value>, second: Guarded<Value>): Value => ({
    kind: "tuple",
    items: [first, second],
  });
  const { unique } = members;
  if (name === "__members__") {
    return dict(
      [...members.byName].map(([key, { object }]) => [str(key), object] as const),
      at,
    );
  }
  if (!isChoices(cls)) return undefined;
  if (name === "choices")
    return list(
      unique.map(({ value, label }) => pair(value, label!)),
      at,
    );
  if (name === "values")
    return list(
      unique.map(({ value }) => value),
      at,
    );
  if (name === "labels")
    return list(
      unique.map(({ label }) => label!),
      at,
    );
  if (name === "names")
    return list(
      unique.map(({ name: own }) => str(own)),
      at,
    );
  return undefined;
}

function memberAttribute(instance: InstanceValue, name: string, { at }: Access): Guarded<Value> | undefined {
  const member = MEMBER_OF.get(instance);
  if (member === undefined) return undefined;
  if (name === "name" || name === "_name_") return str(member.name, at);
  if (name === "value" || name === "_value_") return instance.content ?? member.value;
  if (name === "label") return member.label;
  return membersOf(instance.cls)?.byName.get(name)?.object;
}

const MODEL: ClassModel = {
  name: "enum",
  created,
  call,
  item,
  items: (cls) => membersOf(cls)?.unique.map(({ object }) => object),
  attribute: classAttribute,
  instanceAttribute: memberAttribute,
  text: (instance, { at }) => {
    const member = MEMBER_OF.get(instance);
    if (member === undefined) return undefined;
    if (!isA(instance.cls, "StrEnum", "IntEnum", "TextChoices", "IntegerChoices"))
      return str(`${instance.cls.name}.${member.name}`, at);
    const { content } = instance;
    if (content?.kind === "int") return str(String(content.value), at);
    return content?.kind === "str" || content?.kind === "env" ? { ...content, at } : undefined;
  },
  equal: (a, b, i) => {
    if (a.content !== undefined || inherited(i, a.cls.mro, "__eq__", true) !== UNBOUND) return undefined;
    if (!(b instanceof InstanceValue)) return undefined;
    if (a.cls === b.cls && membersOf(a.cls)?.unsure && a !== b) return i.opaquePair(a, b);
    return a === b;
  },
};

const Enum = new ClassValue({ name: "Enum", model: MODEL });

/** A class of a library whose members are strings or numbers. */
function enumOf(name: string, type: "str" | "int"): ClassValue {
  return new ClassValue({ name, ancestors: [builtin(type)!, Enum], model: MODEL });
}

export const enums: readonly (readonly [string, () => Value])[] = [
  ["enum.Enum", () => Enum],
  ["enum.StrEnum", () => enumOf("StrEnum", "str")],
  ["enum.IntEnum", () => enumOf("IntEnum", "int")],
  ["enum.auto", () => ({ kind: "native", name: "auto", call: () => AUTO })],
  ["enum.unique", () => ({ kind: "native", name: "unique", call: ({ args }) => args[0] ?? DEAD })],
  ["django.db.models.TextChoices", () => enumOf("TextChoices", "str")],
  ["django.db.models.IntegerChoices", () => enumOf("IntegerChoices", "int")],
  ["django.db.models.enums.TextChoices", () => enumOf("TextChoices", "str")],
  ["django.db.models.enums.IntegerChoices", () => enumOf("IntegerChoices", "int")],
];
