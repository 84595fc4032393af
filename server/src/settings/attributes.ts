/** Attributes and methods of Python's own types. */
import type { Location } from "../syntax/text";
import { type Condition, type Guarded, restrict } from "./guard";
import { classAttribute, descriptorAttribute, instanceAttribute } from "./instances";
import type { Interpreter } from "./interpreter";
import { importThirdParty } from "./libraries";
import { BYTES_METHODS } from "./methods/bytes";
import { DICT_METHODS, ORDERED_METHODS } from "./methods/dict";
import { envAttribute } from "./methods/environment";
import { LIST_METHODS, TUPLE_METHODS } from "./methods/list";
import type { Method } from "./methods/methods";
import { FLOAT_ATTRIBUTES, FLOAT_METHODS, INT_ATTRIBUTES, INT_METHODS } from "./methods/numbers";
import { FILE_SYSTEM_METHODS, fileSystemMethod, PATH_ATTRIBUTES, PATH_METHODS } from "./methods/path";
import { FROZENSET_METHODS, SET_METHODS } from "./methods/set";
import { STR_METHODS } from "./methods/str";
import { repr, textOf } from "./representation";
import { staticMethod, typeOf } from "./types";
import {
  DEAD,
  type ErrorValue,
  type FunctionValue,
  int,
  NONE,
  native,
  str,
  tuple,
  typeName,
  unknown,
  type Value,
} from "./values";

/** The methods of a value's type, by name. */
function methodsOf(value: Value): Readonly<Record<string, Method<never>>> | undefined {
  switch (value.kind) {
    case "str":
      return STR_METHODS;
    case "bytes":
      return BYTES_METHODS;
    case "list":
      return LIST_METHODS;
    case "tuple":
      return TUPLE_METHODS;
    case "dict":
      return value.subclass?.name === "OrderedDict" ? { ...DICT_METHODS, ...ORDERED_METHODS } : DICT_METHODS;
    case "set":
      return value.frozen ? FROZENSET_METHODS : SET_METHODS;
    case "int":
    case "bool":
      return INT_METHODS;
    case "float":
      return FLOAT_METHODS;
    case "path":
      return PATH_METHODS;
    default:
      return undefined;
  }
}

/** Attributes that are no methods. */
function dataAttribute(value: Value, name: string, at: Location): Value | undefined {
  switch (value.kind) {
    case "int":
    case "bool":
      return own(INT_ATTRIBUTES, name)?.(value);
    case "float":
      return own(FLOAT_ATTRIBUTES, name)?.(value);
    case "path":
      return own(PATH_ATTRIBUTES, name)?.(value.value, at);
    case "range":
      return name === "start" || name === "stop" || name === "step" ? int(value[name], at) : undefined;
    case "slice": {
      const place = ["start", "stop", "step"].indexOf(name);
      return place < 0 ? undefined : value.bounds[place];
    }
    case "exception":
      return name === "__name__" || name === "__qualname__"
        ? str(value.name.split(".").pop()!, at)
        : undefined;
    case "native":
      return (name === "__name__" || name === "__qualname__") && !value.name.includes(".")
        ? str(value.type ?? value.name, at)
        : undefined;
    case "function":
      return functionAttribute(value, name, at);
    default:
      return undefined;
  }
}

function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** `value.name`; dead where there is no such attribute and that was raised. */
export function attribute(
  i: Interpreter,
  value: Value,
  name: string,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  switch (value.kind) {
    case "dead":
      return DEAD;
    case "unknown":
      return unknown(value.reason, at);
    case "env":
      return envAttribute(value, name, at);
    case "third-party":
      return importThirdParty(`${value.name}.${name}`);
    case "module": {
      const found = value.attribute(name);
      if (found !== undefined) return found;
      return i.fail("AttributeError", `module '${value.name}' has no attribute '${name}'`, pc, at);
    }
    case "object":
      return value.attribute?.(name, i, pc, at) ?? unknown(`${value.name}.${name}`, at);
    case "class":
      return classAttribute(i, value, name, pc, at);
    case "instance":
      return instanceAttribute(i, value, name, pc, at);
    case "descriptor":
      return descriptorAttribute(value, name, at);
    case "error":
      return errorAttribute(value, name, at);
    case "tuple": {
      if (value.named === undefined) break;
      const field = value.named.fields.indexOf(name);
      if (field >= 0) return restrict(value.items[field]!, pc);
      const found = value.named.attribute?.(value, name, i, pc, at);
      if (found !== undefined) return found;
      break;
    }
    case "data": {
      const found = value.type.attribute(value, name, { interpreter: i, pc, at });
      return found ?? missing(i, value, name, pc, at);
    }
    case "native": {
      const found = value.attributes?.get(name) ?? staticMethod(value, name);
      if (found !== undefined) return found;
      const data = dataAttribute(value, name, at);
      if (data !== undefined) return data;
      if (value.type === undefined || /^__\w+__$/.test(name)) return unknown(`${value.name}.${name}`, at);
      return unboundMethod(i, value.type, name, pc, at);
    }
    case "none":
    case "ellipsis":
      if (name === "__class__" || name === "__doc__") break;
      return missing(i, value, name, pc, at);
  }
  const methods = methodsOf(value);
  const method = methods === undefined ? undefined : own(methods, name);
  if (method !== undefined) return native(name, (call) => method(value as never, call, name));
  const data = dataAttribute(value, name, at);
  if (data !== undefined) return data;
  if (name === "__class__") return typeOf(value) ?? unknown(`the class of ${typeName(value)}`, at);
  if (/^__\w+__$/.test(name)) return unknown(`.${name} of ${typeName(value)}`, at);
  if (value.kind === "path" && FILE_SYSTEM_METHODS.has(name))
    return native(name, (call) => fileSystemMethod(i, name, call.pc, call.at));
  if (methods !== undefined || value.kind === "range") return missing(i, value, name, pc, at);
  return unknown(`.${name} of ${typeName(value)}`, at);
}

function missing(i: Interpreter, value: Value, name: string, pc: Condition, at: Location): Value {
  return i.fail("AttributeError", `'${typeName(value)}' object has no attribute '${name}'`, pc, at);
}

/** An example of each type, to find the methods of the type by. */
const EXAMPLES: Readonly<Record<string, Value>> = {
  str: str(""),
  bytes: { kind: "bytes", value: "" },
  int: int(0),
  bool: { kind: "bool", value: false },
  float: { kind: "float", value: 0 },
  tuple: tuple([]),
  PosixPath: { kind: "path", value: "." },
};

/** `str.lower`: a function that takes the object first. */
function unboundMethod(
  i: Interpreter,
  type: string,
  name: string,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  const tables: Readonly<Record<string, Readonly<Record<string, Method<never>>>>> = {
    list: LIST_METHODS,
    dict: DICT_METHODS,
    set: SET_METHODS,
    frozenset: FROZENSET_METHODS,
  };
  const example = own(EXAMPLES, type);
  const methods = example === undefined ? own(tables, type) : methodsOf(example);
  if (methods === undefined) return unknown(`${type}.${name}`, at);
  const method = own(methods, name);
  if (method === undefined)
    return i.fail("AttributeError", `type object '${type}' has no attribute '${name}'`, pc, at);
  return native(name, (call) => {
    const [self, ...args] = call.args;
    if (self === undefined)
      return i.raise("TypeError", `unbound method ${type}.${name}() needs an argument`, call.pc, call.at);
    return i.lift([self], call.pc, ([leaf], when) => {
      if (leaf!.kind === "dead") return DEAD;
      const bound = leaf!.kind === "unknown" || leaf!.kind === "env" || leaf!.kind === "third-party";
      const same = typeName(leaf!) === type || (type === "int" && leaf!.kind === "bool");
      if (!bound && !same && methodsOf(leaf!) !== undefined) {
        const message = `descriptor '${name}' for '${type}' objects doesn't apply to a '${typeName(leaf!)}' object`;
        return i.fail("TypeError", message, when, call.at);
      }
      const found = attribute(i, leaf!, name, when, call.at);
      return i.lift([found], when, ([f], here) => i.expressions.invoke(f!, { ...call, args, pc: here }));
    });
  });
}

function functionAttribute(value: FunctionValue, name: string, at: Location): Value | undefined {
  if (name === "__name__") return str(value.name, at);
  if (name === "__module__") return str(value.frame.module.name, at);
  if (name !== "__doc__") return undefined;
  const { definition } = value.wrapped ?? value;
  const [first] = definition.type === "Lambda" ? [] : definition.body;
  if (first?.type !== "Expr" || first.value.type !== "Constant") return NONE;
  const { constant } = first.value;
  // Python 3.13 strips the indentation of docstrings.
  if (constant.kind !== "str") return NONE;
  return constant.value.includes("\n") ? unknown("a docstring", at) : str(constant.value, at);
}

function errorAttribute(value: ErrorValue, name: string, at: Location): Guarded<Value> {
  const args = value.args;
  switch (name) {
    case "args":
      return args === undefined ? unknown("the arguments of an exception", at) : tuple(args, at);
    case "__class__":
      return value.type;
    case "__cause__":
      return value.cause ?? NONE;
    case "__context__":
      return value.context ?? NONE;
    case "__str__":
      return native(name, ({ at: where }) => {
        const shown = textOf(value);
        return shown === undefined ? unknown("the text of an exception", where) : str(shown, where);
      });
    case "code":
      if (value.type.name === "SystemExit" && args !== undefined)
        return args.length === 0 ? NONE : args.length === 1 ? args[0]! : tuple(args);
      break;
    case "errno":
    case "strerror":
    case "filename":
      if (args !== undefined && args.length >= 2 && args.length <= 3 && /Error$/.test(value.type.name))
        return args[["errno", "strerror", "filename"].indexOf(name)] ?? NONE;
      break;
    case "with_traceback":
      return native(name, () => value);
    case "add_note":
      return native(name, () => NONE);
  }
  return unknown(`.${name} of ${repr(value) ?? value.type.name}`, at);
}
