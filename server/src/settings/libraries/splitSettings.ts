/** django-split-settings: `include("base.py", optional("local.py"))` runs files in the namespace of the caller. */
import { NONE, native, type Value } from "../values";
import { moduleOf } from "./common";

const OPTIONAL = "optional:";

const optional = native("optional", (call) => {
  const [name] = call.args;
  const path = name !== undefined && "kind" in name && name.kind === "str" ? name.value : "";
  return { kind: "object", name: `${OPTIONAL}${path}`, at: call.at };
});

const include = native("include", (call) => {
  const { interpreter: i, frame, pc, at } = call;
  if (frame === undefined) return NONE;
  for (const argument of call.args) {
    i.each(argument, i.surviving(pc), (leaf, when) => {
      if (leaf.kind === "str") i.modules.includeFiles(leaf.value, true, frame, when, at);
      else if (leaf.kind === "object" && leaf.name.startsWith(OPTIONAL)) {
        const pattern = leaf.name.slice(OPTIONAL.length);
        if (pattern !== "") i.modules.includeFiles(pattern, false, frame, when, at);
      } else {
        i.openNamespace(frame.module.namespace, "include() of a file that is not known", when);
      }
    });
  }
  return NONE;
});

export function splitSettings(): Value {
  return moduleOf("split_settings.tools", { include, optional });
}
