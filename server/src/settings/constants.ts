/** What is written down in a settings module: most of it, so this has to be quick. */
import type { ConstantValue, Dict } from "../syntax/python/ast";
import type { Location } from "../syntax/text";
import type { Value } from "./values";

/** The value of a constant. Written out, because copying objects of so many shapes is slow. */
export function constantValue(constant: ConstantValue, at: Location): Value {
  switch (constant.kind) {
    case "str":
      return { kind: "str", value: constant.value, at };
    case "int":
      return { kind: "int", value: constant.value, at };
    case "bool":
      return { kind: "bool", value: constant.value, at };
    case "float":
      return { kind: "float", value: constant.value, at };
    case "bytes":
      return { kind: "bytes", value: constant.value, at };
    default:
      return { kind: constant.kind, at };
  }
}

/** The keys of a dict display: strings that differ, strings some of which are the same, or others too. */
type Keys = "names" | "repeated" | "others";

const keys = new WeakMap<Dict, Keys>();

export function keysOf(node: Dict): Keys {
  let known = keys.get(node);
  if (known === undefined) {
    const names = node.entries.map(({ key }) =>
      key?.type === "Constant" && key.constant.kind === "str" ? key.constant.value : undefined,
    );
    const differ = new Set(names).size === names.length;
    known = names.includes(undefined) ? "others" : differ ? "names" : "repeated";
    keys.set(node, known);
  }
  return known;
}
