/** dynaconf: its settings come from files and variables that are not followed, and it puts them into Django's module. */
import { NONE, native, type ObjectValue, unknown, type Value } from "../values";
import { moduleOf } from "./common";

const REASON = "dynaconf reads settings from files and variables that are not followed";

/** `dynaconf.DjangoDynaconf(__name__)`: replaces the module by one with all the names that dynaconf finds. */
const djangoDynaconf = native("DjangoDynaconf", ({ interpreter: i, frame, pc, at }) => {
  if (frame !== undefined) i.openNamespace(frame.module.namespace, REASON, pc);
  return settings(at);
});

/** `Dynaconf(...)`: an object that has any attribute. */
const dynaconfObject = native("Dynaconf", ({ at }) => settings(at));

function settings(at: ObjectValue["at"]): ObjectValue {
  return {
    kind: "object",
    name: "dynaconf's settings",
    at,
    attribute: (name, _interpreter, _pc, where) =>
      METHODS.has(name)
        ? native(name, () => (name === "get" || name === "as_dict" ? unknown(REASON, where) : NONE))
        : unknown(REASON, where),
    item: (_, { at: where }) => unknown(REASON, where),
  };
}

const METHODS = new Set(["get", "as_dict", "set", "update", "load_file", "validators"]);

export function dynaconf(): Value {
  return moduleOf("dynaconf", {
    DjangoDynaconf: djangoDynaconf,
    Dynaconf: dynaconfObject,
    LazySettings: dynaconfObject,
    settings: settings(undefined),
  });
}
