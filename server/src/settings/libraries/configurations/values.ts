/**
 * configurations.values of django-configurations: settings that come from the environment (behaviour of 2.5, see its
 * values.py).
 */

import { builtin } from "../../builtins";
import { truth } from "../../equality";
import { type Condition, type Guarded, map } from "../../guard";
import { callOf, inherited } from "../../instances";
import type { Interpreter } from "../../interpreter";
import { callSpecial } from "../../specialMethods";
import {
  bool,
  type CallArguments,
  type ClassModel,
  ClassValue,
  DEAD,
  DictValue,
  derived,
  InstanceValue,
  Namespace,
  NONE,
  native,
  str,
  UNBOUND,
  unknown,
  type Value,
} from "../../values";
import { argument, readVariable } from "../common";

import { BOOLEAN, KINDS, type Kind, PATH, SECRET, type ValueState } from "./kinds";

const STATES = new WeakMap<InstanceValue, ValueState>();

/** True for objects of `values.*` that have not been replaced by their value. */
export function isSettingValue(value: Value): value is InstanceValue {
  return value instanceof InstanceValue && STATES.has(value);
}

// ---------------------------------------------------------------- objects

/** An option of the constructor that must be known: a bool, a string or None. */
function option<T>(
  call: CallArguments,
  position: number,
  name: string,
  fallback: T,
  read: (value: Value) => T | undefined,
): T | undefined {
  const value = argument(call, position, name);
  if (value === undefined) return fallback;
  return "kind" in value ? read(value) : undefined;
}

/** `values.Value(...)`: the value itself where its variable is named already, else an object. */
function construct(cls: ClassValue, call: CallArguments): Guarded<Value> {
  const { interpreter: i, at } = call;
  const kind = kindOf(cls);
  const flag = (value: Value) => {
    const holds = truth(i, value);
    return typeof holds === "boolean" ? holds : undefined;
  };
  const name = (value: Value): string | undefined =>
    value.kind === "str" ? value.value : value.kind === "none" ? "" : undefined;
  const secret = kind === SECRET;
  const environ = secret ? true : option(call, 1, "environ", true, flag);
  const environName = option(call, 2, "environ_name", kind?.variable ?? "", name);
  const prefix = option(call, 3, "environ_prefix", kind?.variable === undefined ? "DJANGO" : "", name);
  const required = secret ? true : option(call, 4, "environ_required", false, flag);
  const late = option(call, 99, "late_binding", kind?.late ?? false, flag);
  if (
    kind === undefined ||
    environ === undefined ||
    environName === undefined ||
    prefix === undefined ||
    required === undefined ||
    late === undefined
  ) {
    i.mayRaise(`${cls.name}()`, call.pc, at);
    return unknown(`${cls.name}() with arguments that are not known`, at);
  }
  const given = argument(call, 0, "default") ?? NONE;
  return i.lift([given], call.pc, ([first], pc) => {
    if (first!.kind === "dead") return DEAD;
    const inner = first instanceof InstanceValue ? STATES.get(first)?.default : undefined;
    return i.lift([inner ?? first!], pc, ([leaf], when) => {
      const here = { ...call, pc: when };
      const base = {
        kind,
        cls,
        call: here,
        environ,
        environName: environName === "" ? undefined : environName,
        prefix: prefix === "" ? "" : `${prefix.replace(/_$/, "")}_`,
        required,
      };
      const missing = leaf!.kind === "none";
      const lost = leaf!.kind === "unknown";
      const prepared: Guarded<Value> = lost
        ? leaf!
        : missing
          ? kind === BOOLEAN
            ? kind.prepare!(leaf!, here, base)
            : (kind.empty?.(here) ?? leaf!)
          : (kind.prepare?.(leaf!, here, base) ?? leaf!);
      const after = i.surviving(when);
      return i.lift([prepared], after, ([fallback], inWorlds) => {
        if (fallback!.kind === "dead") return DEAD;
        const state: ValueState = { ...base, default: fallback!, call: { ...here, pc: inWorlds } };
        const early = !late && (environ ? base.environName !== undefined : truth(i, fallback!) !== false);
        if (early) return setUp(i, state, base.environName ?? "", inWorlds, true);
        const instance = new InstanceValue(cls, at);
        STATES.set(instance, state);
        return instance;
      });
    });
  });
}

function kindOf(cls: ClassValue): Kind | undefined {
  for (const base of cls.mro) {
    if (base instanceof ClassValue && base.at === undefined) return KINDS[base.name];
  }
  return undefined;
}

/**
 * `value.setup(name)`: what the setting is. `finished`: with what the class does in the end, which an object that is made
 * before its name is known keeps to itself.
 */
function setUp(
  i: Interpreter,
  state: ValueState,
  name: string,
  pc: Condition,
  finished: boolean,
): Guarded<Value> {
  const { kind, call } = state;
  const at = call.at;
  const finish = (value: Guarded<Value>, when: Condition): Guarded<Value> =>
    kind.finish === undefined
      ? value
      : i.lift([value], i.surviving(when), ([leaf], here) =>
          leaf!.kind === "dead"
            ? DEAD
            : i.lift([kind.finish!(leaf!, { ...call, pc: here }, name)], i.surviving(here), ([end]) =>
                finished || end!.kind === "dead" ? end! : leaf!,
              ),
        );
  if (!state.environ) return finish(state.default, pc);
  const variable = str(state.environName ?? name.toUpperCase());
  return readVariable(
    { ...call, interpreter: i, pc },
    variable,
    state.prefix,
    (value, when) => finish(parse(i, state, value, { ...call, pc: when }), when),
    (when, full) =>
      state.required
        ? i.raise(
            "ValueError",
            `Value '${name}' is required to be set as the environment variable '${full}'`,
            when,
            at,
          )
        : finish(state.default, when),
  );
}

function parse(i: Interpreter, state: ValueState, value: Value, call: CallArguments): Guarded<Value> {
  const own = inherited(i, projectClasses(state.cls), "to_python", call.pc);
  if (own !== UNBOUND) {
    const self = new InstanceValue(state.cls, call.at);
    STATES.set(self, state);
    return callSpecial(i, self, "to_python", [value], call.pc, call.at) ?? unknown("to_python()", call.at);
  }
  return parseText(i, state, value, call);
}

/** The library's own `to_python()`. */
function parseText(i: Interpreter, state: ValueState, value: Value, call: CallArguments): Guarded<Value> {
  const { kind } = state;
  if (value.kind === "str") return kind.parse(value.value, call, state);
  if (value.kind !== "env") return unknown("a variable that is not known", call.at);
  if (kind.late && kind.prepare !== undefined) return kind.prepare(value, call, state);
  if (kind.type === "str" && kind !== PATH) return value;
  if (kind === PATH) return value;
  i.mayRaise(`${state.cls.name} of ${value.text}`, call.pc, call.at, "ValueError");
  return derived(value, kind.type, `${state.cls.name}(${value.text})`, call.at);
}

const projectClasses = (cls: ClassValue) =>
  cls.mro.filter((base) => base instanceof ClassValue && base.at !== undefined);

/** Sets a value up as the setting `name`; gives the settings that come of it. */
export function setUpValue(
  i: Interpreter,
  value: InstanceValue,
  name: string,
  pc: Condition,
): readonly (readonly [string, Guarded<Value>])[] {
  const state = STATES.get(value)!;
  const result = setUp(i, state, name, pc, false);
  if (!state.kind.multiple) return [[name, result]];
  const more: [string, Guarded<Value>][] = [];
  if (result instanceof DictValue && "entries" in result.state) {
    for (const [key, item] of result.state.entries) if (key.kind === "str") more.push([key.value, item]);
  } else {
    for (const key of EMAIL_SETTINGS)
      more.push([key, unknown(`${name}, an email URL that is not followed`, value.at)]);
  }
  return [[name, result], ...more];
}

/** What an email URL sets. */
const EMAIL_SETTINGS = [
  ..."EMAIL_BACKEND EMAIL_FILE_PATH EMAIL_HOST EMAIL_HOST_PASSWORD EMAIL_HOST_USER EMAIL_PORT EMAIL_TIMEOUT".split(
    " ",
  ),
  ..."EMAIL_USE_SSL EMAIL_USE_TLS SERVER_EMAIL DEFAULT_FROM_EMAIL".split(" "),
];

/** `value.value`: as far as it is known before the configuration is set up. */
function current(i: Interpreter, instance: InstanceValue, pc: Condition): Guarded<Value> {
  const state = STATES.get(instance)!;
  return state.environName === undefined ? state.default : setUp(i, state, state.environName, pc, false);
}

/** Methods that user code and Python itself call on the objects. */
function objectMethods(): Namespace {
  const namespace = new Namespace();
  const define = (
    name: string,
    run: (self: InstanceValue, call: CallArguments) => Guarded<Value>,
    property = false,
  ) => {
    const f = native(name, (call) => {
      const [self] = call.args;
      return self instanceof InstanceValue && STATES.has(self)
        ? run(self, { ...call, args: call.args.slice(1) })
        : unknown(`.${name}`, call.at);
    });
    namespace.bindings.set(name, {
      value: { kind: "descriptor", name, type: property ? "property" : "method", function: f },
      history: [],
    });
  };
  const through =
    (f: string) =>
    (self: InstanceValue, { interpreter: i, pc, at }: CallArguments) =>
      i.lift([current(i, self, pc)], pc, ([leaf], when) =>
        i.expressions.invoke(builtin(f)!, callOf(i, [leaf!], when, at)),
      );
  define("value", (self, { interpreter: i, pc }) => current(i, self, pc), true);
  define("default", (self) => STATES.get(self)!.default, true);
  define("__bool__", through("bool"));
  define("__str__", through("str"));
  define("__repr__", through("repr"));
  define("__eq__", (self, { interpreter: i, args, pc }) =>
    i.lift([current(i, self, pc), args[0] ?? DEAD], pc, ([a, b]) =>
      map<boolean, Value>(i.expressions.equal(a!, b!), (same) => bool(same)),
    ),
  );
  define("to_python", (self, { interpreter: i, args, ...call }) =>
    i.lift([args[0] ?? DEAD], call.pc, ([leaf], pc) =>
      parseText(i, STATES.get(self)!, leaf!, { ...STATES.get(self)!.call, pc }),
    ),
  );
  return namespace;
}

const MODEL: ClassModel = {
  name: "a value of django-configurations",
  created: ({ interpreter: i, cls, pc }) => {
    const unfollowed = ["__init__", "setup", "value", "caster", "sequence_type", "converter", "validator"];
    const own = projectClasses(cls);
    const found = [
      ...unfollowed,
      "true_values",
      "false_values",
      "late_binding",
      "multiple",
      "environ_name",
    ].find((name) => inherited(i, own, name, pc) !== UNBOUND);
    return found === undefined ? undefined : `${found} of ${cls.name}`;
  },
  call: construct,
};

const BASE = new ClassValue({ name: "Value", namespace: objectMethods(), model: MODEL });

/** The classes of `configurations.values`, by name. */
export const valueClasses: ReadonlyMap<string, ClassValue> = new Map(
  Object.keys(KINDS).map((name) => [
    name,
    name === "Value" ? BASE : new ClassValue({ name, ancestors: [BASE], model: MODEL }),
  ]),
);
