/** The values of the interpreter: what Python would hold, with unknowns. */
import type { Expr, FunctionDef, Lambda } from "../syntax/python/ast";
import type { Location } from "../syntax/text";
import { type Condition, dependence, type Guarded, hasMoreLeaves, leaves } from "./guard";
import type { Frame, Interpreter, Raised } from "./interpreter";

export type Value =
  | Scalar
  | TupleValue
  | ListValue
  | SetValue
  | DictValue
  | ViewValue
  | RangeValue
  | SliceValue
  | IteratorValue
  | PathValue
  | DataValue
  | EnvValue
  | UnknownValue
  | DeadValue
  | NativeValue
  | FunctionValue
  | ClassValue
  | InstanceValue
  | DescriptorValue
  | ModuleValue
  | ThirdPartyValue
  | ExceptionClassValue
  | ErrorValue
  | ObjectValue;

interface Base {
  /** The expression that made the value. */
  readonly at?: Location;
}

/** Immutable values that compare by content. */
export type Scalar =
  | (Base & { readonly kind: "none" })
  | (Base & { readonly kind: "ellipsis" })
  | (Base & { readonly kind: "bool"; readonly value: boolean })
  | (Base & { readonly kind: "int"; readonly value: bigint })
  | (Base & { readonly kind: "float"; readonly value: number })
  | (Base & { readonly kind: "str"; readonly value: string })
  | (Base & { readonly kind: "bytes"; readonly value: string });

export interface TupleValue extends Base {
  readonly kind: "tuple";
  readonly items: readonly Guarded<Value>[];
  /** Set for instances of a named tuple. */
  readonly named?: NamedTuple;
}

/** A subclass of tuple whose items have names. */
export interface NamedTuple {
  readonly type: string;
  readonly fields: readonly string[];
  /** Attributes beside the fields. */
  readonly attribute?: (
    self: TupleValue,
    name: string,
    interpreter: Interpreter,
    pc: Condition,
    at: Location,
  ) => Guarded<Value> | undefined;
}

/** The content of a list or set at one moment, in some worlds. */
export interface ItemsState {
  readonly items: readonly Guarded<Value>[];
  /** Why there may be more items, or others. */
  readonly open?: string;
  /** Of an open state: these are all items, only their order is not known. */
  readonly unordered?: true;
}

export interface DictState {
  readonly entries: readonly (readonly [key: Value, value: Guarded<Value>])[];
  readonly open?: string;
}

/** A line that had a part in a value. */
export interface HistoryStep {
  /** Counts up over the whole evaluation. */
  readonly order: number;
  readonly location: Location;
  /** The expression whose value was written. */
  readonly value: Location;
  readonly kind: "assigned" | "changed" | "imported" | "deleted";
  readonly when: Condition;
}

/** Loops may change an object thousands of times. */
const MAX_HISTORY = 60;

/** The content of an object that differs by more worlds is joined. */
export const MAX_STATES = 64;

/** An object with identity: every name that refers to it sees its changes. */
abstract class Mutable<State> {
  readonly history: HistoryStep[] = [];
  #state: Guarded<State>;

  constructor(
    state: Guarded<State>,
    readonly at?: Location,
  ) {
    this.#state = state;
  }

  get state(): Guarded<State> {
    return this.#state;
  }

  set state(state: Guarded<State>) {
    const many = hasMoreLeaves(state, MAX_STATES);
    this.#state = many ? this.joined(alternativesOf(state), dependence(state)) : state;
  }

  /** What all states share. */
  protected abstract joined(states: readonly State[], reason: string): State;

  /** Notes a line that changed it. */
  record(step: HistoryStep): void {
    if (this.history.length < MAX_HISTORY) this.history.push(step);
  }
}

/** The items that are in all of some lists or sets; there may be more, and in another order. */
export function joinItems([first, ...others]: readonly ItemsState[], reason: string): ItemsState {
  const items = (first?.items ?? []).filter((item) =>
    others.every((other) => other.items.some((otherItem) => sameGuarded(item, otherItem))),
  );
  return { items, open: reason };
}

/** The entries that are in all of some dicts; there may be more. */
export function joinEntries([first, ...others]: readonly DictState[], reason: string): DictState {
  const entries = (first?.entries ?? []).filter(([key, value]) =>
    others.every((other) =>
      other.entries.some(([otherKey, item]) => sameValue(key, otherKey) && sameGuarded(value, item)),
    ),
  );
  return { entries, open: reason };
}

export function alternativesOf<T>(value: Guarded<T>): readonly T[] {
  return leaves(value).map(({ leaf }) => leaf);
}

function sameGuarded(a: Guarded<Value>, b: Guarded<Value>): boolean {
  return a === b || ("kind" in a && "kind" in b && sameValue(a, b));
}

export class ListValue extends Mutable<ItemsState> {
  readonly kind = "list";

  protected joined(states: readonly ItemsState[], reason: string): ItemsState {
    return joinItems(states, reason);
  }
}

export class SetValue extends Mutable<ItemsState> {
  readonly kind = "set";
  constructor(
    state: Guarded<ItemsState>,
    at?: Location,
    /** True for a frozenset. */
    readonly frozen = false,
  ) {
    super(state, at);
  }

  protected joined(states: readonly ItemsState[], reason: string): ItemsState {
    return joinItems(states, reason);
  }
}

export class DictValue extends Mutable<DictState> {
  readonly kind = "dict";
  constructor(
    state: Guarded<DictState>,
    at?: Location,
    /** Its class where that is a subclass of dict, and what a defaultdict makes of a missing key. */
    readonly subclass?: { readonly name: "OrderedDict" | "defaultdict"; readonly factory?: Value },
  ) {
    super(state, at);
  }

  protected joined(states: readonly DictState[], reason: string): DictState {
    return joinEntries(states, reason);
  }
}

/** What `dict.keys()` and its kind give: it shows the dict as it is when it is read. */
export interface ViewValue extends Base {
  readonly kind: "view";
  readonly part: "keys" | "values" | "items";
  readonly dict: DictValue;
}

export interface RangeValue extends Base {
  readonly kind: "range";
  readonly start: bigint;
  readonly stop: bigint;
  /** Not zero. */
  readonly step: bigint;
}

export interface SliceValue extends Base {
  readonly kind: "slice";
  /** Start, stop and step; None where they are missing. */
  readonly bounds: readonly [Value, Value, Value];
}

/** What an iterator has still to give. */
export interface IteratorState extends ItemsState {
  /** Raised where more than these items is asked for. */
  readonly raised?: readonly Raised[];
  /** Computes what comes after these items, in the worlds that ask for it. */
  readonly pending?: (pc: Condition) => Guarded<IteratorState>;
}

/** A generator, a `map` object...: every item is read once. */
export class IteratorValue extends Mutable<IteratorState> {
  readonly kind = "iterator";
  constructor(
    /** Python's name of its type. */
    readonly type: string,
    state: Guarded<IteratorState>,
    at?: Location,
  ) {
    super(state, at);
  }

  protected joined(_: readonly IteratorState[], reason: string): IteratorState {
    return { items: [], open: reason };
  }
}

/** An immutable value of a library's type that is wholly known: a timedelta. */
export interface DataValue extends Base {
  readonly kind: "data";
  readonly type: DataType;
  /** What `type` makes of it. */
  readonly value: unknown;
}

/** How the values of a type behave. `other` operands are known values of any type. */
export interface DataType {
  /** Dotted name: `datetime.timedelta`. */
  readonly name: string;
  readonly attribute: (self: DataValue, name: string, access: Access) => Guarded<Value> | undefined;
  readonly repr: (self: DataValue) => string | undefined;
  readonly str?: (self: DataValue) => string | undefined;
  /** `format(self, spec)`; without it only the empty specification is known. */
  readonly format?: (self: DataValue, spec: string) => string | undefined;
  readonly truth?: (self: DataValue) => boolean;
  /** Whether two of its values are equal, and equal as keys of a dict. */
  readonly equal: (a: DataValue, b: DataValue) => boolean;
  /** True if its values compare with numbers too, which is not followed. */
  readonly numeric?: true;
  /** Negative, zero or positive; undefined where Python cannot compare them. Absent for types without an order. */
  readonly compare?: (a: DataValue, b: DataValue) => number | undefined;
  /** A binary operator with this type on one side at least; undefined: a TypeError. */
  readonly binary?: (op: string, a: Value, b: Value, access: Access) => Guarded<Value> | undefined;
  readonly unary?: (op: string, self: DataValue, access: Access) => Guarded<Value> | undefined;
  readonly item?: (self: DataValue, key: Value, access: Access) => Guarded<Value>;
}

export interface PathValue extends Base {
  readonly kind: "path";
  readonly value: string;
}

export type EnvType =
  | "str"
  | "int"
  | "float"
  | "bool"
  | "list"
  | "tuple"
  | "set"
  | "frozenset"
  | "dict"
  /** What map(), filter(), iter() and generator expressions give. */
  | "iterator"
  | "object";

/** Computed from an environment variable that is set, to a non-empty string that nobody knows. */
export interface EnvValue extends Base {
  readonly kind: "env";
  readonly name: string;
  readonly type: EnvType;
  /** How it is computed; equal texts are equal values. The variable itself is just its name. */
  readonly text: string;
}

export interface UnknownValue extends Base {
  readonly kind: "unknown";
  readonly reason: string;
}

/** The "value" of an expression in worlds where evaluating it raised. It is never stored. */
export interface DeadValue extends Base {
  readonly kind: "dead";
}

export interface CallArguments {
  readonly interpreter: Interpreter;
  /** `undefined` where `*args` or `**kwargs` of unknown length make the arguments unknown. */
  readonly args: readonly Guarded<Value>[];
  readonly keywords: ReadonlyMap<string, Guarded<Value>>;
  readonly pc: Condition;
  readonly at: Location;
  /** The code that calls, where there is some. */
  readonly frame?: Frame;
}

/** A function whose meaning we know. */
export interface NativeValue extends Base {
  readonly kind: "native";
  readonly name: string;
  readonly call: (call: CallArguments) => Guarded<Value>;
  /** A call with more arguments than these, which nobody knows; without it the result is unknown. */
  readonly callOpen?: (call: CallArguments, reason: string) => Guarded<Value>;
  readonly attributes?: ReadonlyMap<string, Value>;
  /** Set for classes: Python's name of the type. */
  readonly type?: string;
}

export interface FunctionValue extends Base {
  readonly kind: "function";
  readonly name: string;
  readonly definition: FunctionDef | Lambda;
  readonly defaults: ReadonlyMap<string, Guarded<Value>>;
  /** Where it was defined: the scopes that its body sees. */
  readonly frame: Frame;
  /** Set by `functools.wraps()`: the function whose name and text it has. */
  readonly wrapped?: FunctionValue;
  /** Set by `functools.cache`: what it gave, by its arguments as text, and in which worlds. */
  readonly results?: Map<string, { readonly value: Guarded<Value>; readonly when: Condition }>;
}

/** A name that a class body annotates, in the order of the body. */
export interface Annotation {
  readonly name: string;
  readonly type: Expr;
  /** The scopes in which the annotation stands. */
  readonly frame: Frame;
  readonly at: Location;
}

/** How classes work that have a metaclass or decorator of a library: enums, dataclasses, pydantic's models. */
export interface ClassModel {
  /** Equal names go together: a subclass of several such classes works as the first one does. */
  readonly name: string;
  /** False if subclasses are ordinary classes. */
  readonly inherited?: false;
  /** Called for a subclass once its body has run; a text says why the class cannot be followed. */
  readonly created?: (creation: ClassCreation) => string | undefined;
  /** Calls the class. */
  readonly call?: (cls: ClassValue, call: CallArguments) => Guarded<Value>;
  /** An attribute of the class that is none of its namespace; undefined to look there. */
  readonly attribute?: (cls: ClassValue, name: string, access: Access) => Guarded<Value> | undefined;
  /** An attribute of an instance, before anything else is looked at. */
  readonly instanceAttribute?: (
    instance: InstanceValue,
    name: string,
    access: Access,
  ) => Guarded<Value> | undefined;
  /** Where attributes of instances cannot be set: raises, and gives back true. */
  readonly frozen?: (instance: InstanceValue, name: string, access: Access) => boolean;
  /** `cls[key]` */
  readonly item?: (cls: ClassValue, key: Value, access: Access) => Guarded<Value>;
  /** What iterating over the class gives. */
  readonly items?: (cls: ClassValue) => readonly Guarded<Value>[] | undefined;
  /** What iterating over an instance gives. */
  readonly instanceItems?: (instance: InstanceValue) => readonly Guarded<Value>[] | undefined;
  /** `str(instance)` */
  readonly text?: (instance: InstanceValue, access: Access) => Guarded<Value> | undefined;
  /** In which worlds two instances are equal; undefined to compare as Python does by itself. */
  readonly equal?: (a: InstanceValue, b: Value, i: Interpreter) => Condition | undefined;
}

/** Where and in which worlds something is read. */
export interface Access {
  readonly interpreter: Interpreter;
  readonly pc: Condition;
  readonly at: Location;
}

/** A class statement whose body has run. */
export interface ClassCreation extends Access {
  readonly cls: ClassValue;
  readonly keywords: ReadonlyMap<string, Guarded<Value>>;
}

/** A class of the project, or one of a library whose subclasses are followed. */
export class ClassValue {
  readonly kind = "class";
  readonly name: string;
  readonly namespace: Namespace;
  readonly bases: readonly Value[];
  /** Method resolution order: itself first, `object` left out. */
  readonly mro: readonly Value[];
  readonly annotations: readonly Annotation[];
  /** Decides what attributes and instances are, where that is not Python's own way. */
  model: ClassModel | undefined;
  /** Set if something that is not followed decides what attributes are: what that is. */
  opaque: string | undefined;
  readonly at?: Location;

  constructor(init: {
    readonly name: string;
    readonly namespace?: Namespace;
    readonly bases?: readonly Value[];
    /** The method resolution order after the class itself. */
    readonly ancestors?: readonly Value[];
    readonly annotations?: readonly Annotation[];
    readonly model?: ClassModel;
    readonly opaque?: string;
    readonly at?: Location;
  }) {
    this.name = init.name;
    this.namespace = init.namespace ?? new Namespace();
    this.bases = init.bases ?? [];
    this.mro = [this, ...(init.ancestors ?? [])];
    this.annotations = init.annotations ?? [];
    this.model = init.model;
    this.opaque = init.opaque;
    this.at = init.at;
  }
}

/** An object of a class that is followed. */
export class InstanceValue {
  readonly kind = "instance";
  /** Its own attributes. */
  readonly namespace = new Namespace();

  constructor(
    readonly cls: ClassValue,
    readonly at?: Location,
    /** What the object is as one of Python's own types: the string of a StrEnum's member. */
    readonly content?: Value,
  ) {}

  get name(): string {
    return `an instance of ${this.cls.name}`;
  }

  /** True if it may equal other objects: its class, a library or a built-in type says when. */
  get comparesByContent(): boolean {
    const { model, mro } = this.cls;
    if (model?.equal !== undefined && model.name !== "enum") return true;
    return mro.some((base) =>
      base instanceof ClassValue
        ? base.namespace.bindings.has("__eq__") || base.namespace.open !== undefined
        : base.kind !== "exception",
    );
  }
}

/** What a class body holds in place of a plain function. A "method" is a native function that gets the instance. */
export interface DescriptorValue extends Base {
  readonly kind: "descriptor";
  readonly name: string;
  readonly type: "property" | "cached" | "classmethod" | "staticmethod" | "method";
  readonly function: Value;
  readonly setter?: Value;
}

/** A module of the project, or one whose contents we model. */
export interface ModuleValue extends Base {
  readonly kind: "module";
  readonly name: string;
  /** Names that a module outside the project is known to have. */
  readonly names?: readonly string[];
  /** undefined if the module has no such attribute. */
  readonly attribute: (name: string) => Guarded<Value> | undefined;
}

/** A module, function or class of a library that we do not model; its uses are unknown. */
export interface ThirdPartyValue extends Base {
  readonly kind: "third-party";
  /** Dotted name, as imported. */
  readonly name: string;
}

export interface ExceptionClassValue extends Base {
  readonly kind: "exception";
  readonly name: string;
}

/** An instance of an exception class of Python or of a library. */
export interface ErrorValue extends Base {
  readonly kind: "error";
  readonly type: ExceptionClassValue;
  /** Its arguments; undefined if nobody knows them. */
  readonly args: readonly Guarded<Value>[] | undefined;
  readonly cause?: Guarded<Value>;
  readonly context?: Value;
}

/** Where and in which worlds something is done with a value. */
export type Occasion = Omit<CallArguments, "args" | "keywords">;

/** An object whose attributes and methods we model: `os.environ`, a django-environ Env... */
export interface ObjectValue extends Base {
  readonly kind: "object";
  readonly name: string;
  /** What str() and os.fspath() give. */
  readonly text?: string;
  /** True for objects that are always true. */
  readonly truthy?: boolean;
  readonly attribute?: (
    name: string,
    interpreter: Interpreter,
    pc: Condition,
    at: Location,
  ) => Guarded<Value> | undefined;
  readonly setAttribute?: (name: string, value: Guarded<Value>, occasion: Occasion) => void;
  readonly call?: (call: CallArguments) => Guarded<Value>;
  readonly item?: (key: Value, occasion: Occasion) => Guarded<Value>;
  /** `object[key] = value`; without a value, `del object[key]`. */
  readonly setItem?: (key: Value, value: Guarded<Value> | undefined, occasion: Occasion) => void;
  readonly contains?: (key: Value, occasion: Occasion) => Guarded<Value>;
  /** A binary operator with the object on its left; `inPlace`: in an augmented assignment. */
  readonly operator?: (op: string, right: Value, occasion: Occasion, inPlace: boolean) => Guarded<Value>;
  /** The content of a mapping, as it is now: for `**`, dict(), iteration and `|`. */
  readonly mapping?: (occasion: Occasion) => DictValue;
  /** What dict() of a mapping gives, where that is more than its content. */
  readonly copy?: (occasion: Occasion) => Value;
  /** Code that is not understood may have changed it. */
  readonly lose?: (reason: string, pc: Condition) => void;
  /** A context manager: what `as` binds, and what leaving the block does. */
  readonly enter?: (occasion: Occasion) => Guarded<Value>;
  readonly exit?: (occasion: Occasion) => void;
  /** Set for `globals()` and its kind: what an unknown function may change through it. */
  readonly namespace?: Namespace;
  /** What iterating over it gives; absent: what its mapping says, or nobody knows. */
  readonly items?: (occasion: Access) => Guarded<ItemsState>;
  /** The classes of the exceptions that it swallows as a context manager. */
  readonly suppresses?: Guarded<Value>;
  /** Set for a class of a library whose subclasses are followed. */
  readonly model?: ClassModel;
}

/** Marks a name that has no value in some worlds. */
export const UNBOUND = { kind: "unbound" } as const;
export type Unbound = typeof UNBOUND;

export interface Binding {
  value: Guarded<Value | Unbound>;
  history: readonly HistoryStep[];
}

/** The names of a module, class or function. */
export class Namespace {
  readonly bindings = new Map<string, Binding>();
  /** Set where code that is not understood may have bound any name: why, and in which worlds. */
  open: string | undefined;
}

export const NONE: Value = { kind: "none" };
export const DEAD: Value = { kind: "dead" };

export function bool(value: boolean, at?: Location): Value {
  return { kind: "bool", value, at };
}
export function int(value: bigint | number, at?: Location): Value {
  return { kind: "int", value: BigInt(value), at };
}
export function str(value: string, at?: Location): Value {
  return { kind: "str", value, at };
}
export function unknown(reason: string, at?: Location): UnknownValue {
  return { kind: "unknown", reason, at };
}
export function derived(from: EnvValue, type: EnvType, text: string, at?: Location): EnvValue {
  return { kind: "env", name: from.name, type, text, at: at ?? from.at };
}
export function float(value: number, at?: Location): Value {
  return { kind: "float", value, at };
}
export function bytes(value: string, at?: Location): Value {
  return { kind: "bytes", value, at };
}
export function tuple(items: readonly Guarded<Value>[], at?: Location): TupleValue {
  return { kind: "tuple", items, at };
}
/** An exception of a class of Python or a library; `args` undefined if nobody knows its arguments. */
export function error(
  exception: string,
  args: readonly Guarded<Value>[] | undefined,
  at?: Location,
): ErrorValue {
  return { kind: "error", type: { kind: "exception", name: exception }, args, at };
}
export function native(name: string, call: (call: CallArguments) => Guarded<Value>): NativeValue {
  return { kind: "native", name, call };
}
export function list(items: readonly Guarded<Value>[], at?: Location, open?: string): ListValue {
  return new ListValue({ items, open }, at);
}
export function dict(
  entries: readonly (readonly [Value, Guarded<Value>])[],
  at?: Location,
  open?: string,
): DictValue {
  return new DictValue({ entries, open }, at);
}

/** Whether two leaves are the same value, so that a fork between them is none. */
export function sameValue(a: Value | Unbound, b: Value | Unbound): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case "none":
    case "ellipsis":
    case "dead":
    case "unbound":
      return true;
    case "bool":
    case "int":
    case "float":
    case "str":
    case "bytes":
    case "path":
      return a.value === (b as typeof a).value;
    case "env":
      return a.text === (b as EnvValue).text && a.type === (b as EnvValue).type;
    case "third-party":
    case "exception":
      return a.name === (b as ThirdPartyValue).name;
    case "data":
      return a.type === (b as DataValue).type && a.type.equal(a, b as DataValue);
    default:
      return false;
  }
}

/** True for scalars: values that compare by content. */
export function isScalar(value: Value): value is Scalar {
  switch (value.kind) {
    case "none":
    case "ellipsis":
    case "bool":
    case "int":
    case "float":
    case "str":
    case "bytes":
      return true;
    default:
      return false;
  }
}

/** Python's name of a value's type, for messages. */
export function typeName(value: Value): string {
  switch (value.kind) {
    case "none":
      return "NoneType";
    case "path":
      return "PosixPath";
    case "function":
      return "function";
    case "native":
      return value.type === undefined ? "builtin_function_or_method" : "type";
    case "class":
    case "exception":
      return "type";
    case "instance":
      return value.cls.name;
    case "descriptor":
      return value.type;
    case "env":
    case "iterator":
      return value.type;
    case "set":
      return value.frozen ? "frozenset" : "set";
    case "dict":
      return value.subclass?.name ?? "dict";
    case "view":
      return `dict_${value.part}`;
    case "tuple":
      return value.named?.type ?? "tuple";
    case "data":
    case "error":
      return value.type.name;
    default:
      return value.kind;
  }
}
