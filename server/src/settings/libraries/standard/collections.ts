/** collections: OrderedDict, defaultdict, namedtuple(). */

import { builtin } from "../../builtins";
import { bindArguments, pureFunction, rawFunction, signature } from "../../callables";
import { type Guarded, map } from "../../guard";
import { itemsOf } from "../../iteration";
import { builtinType } from "../../types";
import {
  type CallArguments,
  DEAD,
  DictValue,
  dict,
  type ItemsState,
  type NamedTuple,
  type NativeValue,
  NONE,
  native,
  str,
  tuple,
  unknown,
  type Value,
} from "../../values";

/** A dict of a subclass, from the arguments of dict(). */
function dictOf(call: CallArguments, subclass: NonNullable<DictValue["subclass"]>): Guarded<Value> {
  const made = call.interpreter.expressions.invoke(builtin("dict")!, call);
  return map(
    made,
    (leaf): Value => (leaf instanceof DictValue ? new DictValue(leaf.state, call.at, subclass) : leaf),
  );
}

const orderedDict = builtinType("OrderedDict", (call) => dictOf(call, { name: "OrderedDict" }));

const defaultdict = builtinType("defaultdict", (call) => {
  const [factory = NONE, ...args] = call.args;
  return call.interpreter.lift([factory], call.pc, ([leaf], pc) =>
    leaf!.kind === "dead" ? DEAD : dictOf({ ...call, args, pc }, { name: "defaultdict", factory: leaf! }),
  );
});

// ---------------------------------------------------------------- namedtuple()

const namedtuple = pureFunction(
  "namedtuple",
  "typename, field_names, *, rename?, defaults?, module?",
  ([name, names, rename, defaults], call) => {
    const texts =
      names!.kind === "str"
        ? names!.value.split(/[\s,]+/).filter((field) => field !== "")
        : names!.kind === "list" || names!.kind === "tuple"
          ? (names!.kind === "tuple" ? names!.items : (names!.state as ItemsState).items).map((item) =>
              (item as Value).kind === "str" ? (item as { value: string }).value : undefined,
            )
          : [undefined];
    const valid = texts.every((field) => field !== undefined && /^[A-Za-z]\w*$/.test(field));
    if (name!.kind !== "str" || !valid || rename !== undefined || new Set(texts).size !== texts.length)
      return unknown("namedtuple()", call.at);
    const values =
      defaults === undefined || defaults.kind === "none"
        ? []
        : defaults.kind === "list"
          ? (defaults.state as ItemsState).items
          : defaults.kind === "tuple"
            ? defaults.items
            : undefined;
    if (values === undefined) return unknown("namedtuple()", call.at);
    return namedTupleClass(name!.value, texts as string[], values);
  },
);

function namedTupleClass(
  type: string,
  fields: readonly string[],
  defaults: readonly Guarded<Value>[],
): NativeValue {
  const first = fields.length - defaults.length;
  const parameters = signature(fields.map((field, n) => (n >= first ? `${field}?` : field)).join(", "));
  const named: NamedTuple = {
    type,
    fields,
    attribute: (self, name) => {
      if (name === "_fields") return fieldNames;
      if (name === "_asdict")
        return native(name, (call) =>
          dict(
            fields.map((field, n) => [str(field), self.items[n]!]),
            call.at,
          ),
        );
      if (name === "_replace") {
        return native(name, (call) => {
          const wrong = [...call.keywords.keys()].find((key) => !fields.includes(key));
          if (wrong !== undefined)
            return call.interpreter.raise(
              "ValueError",
              `Got unexpected field names: ['${wrong}']`,
              call.pc,
              call.at,
            );
          return { ...self, items: fields.map((field, n) => call.keywords.get(field) ?? self.items[n]!) };
        });
      }
      return undefined;
    },
  };
  const fieldNames = tuple(fields.map((field) => str(field)));
  const make = (items: readonly Guarded<Value>[], at: CallArguments["at"]): Value => ({
    kind: "tuple",
    items,
    named,
    at,
  });
  return {
    kind: "native",
    name: type,
    type,
    call: (call) => {
      const bound = bindArguments(call, type, parameters);
      return bound === undefined
        ? DEAD
        : make(
            bound.map((value, n) => value ?? defaults[n - first]!),
            call.at,
          );
    },
    attributes: new Map<string, Value>([
      ["_fields", fieldNames],
      [
        "_make",
        rawFunction("_make", "iterable", ([iterable], call) =>
          call.interpreter.lift([iterable!], call.pc, ([leaf], pc) =>
            map(itemsOf(call.interpreter, leaf!, pc, call.at), ({ items, open }): Value => {
              if (open !== undefined) return unknown(open, call.at);
              return items.length === fields.length
                ? make(items, call.at)
                : call.interpreter.raise("TypeError", `Expected ${fields.length} arguments`, pc, call.at);
            }),
          ),
        ),
      ],
    ]),
  };
}

export const collections: Readonly<Record<string, Value>> = {
  OrderedDict: orderedDict,
  defaultdict,
  namedtuple,
};
