/** django-environ 0.14: https://django-environ.readthedocs.io/ */
import type { ObjectValue, Value } from "../../values";
import { moduleOf, PerEvaluation } from "../common";
import { Env } from "./env";
import { EnvClass } from "./envClass";
import { environPath } from "./path";

/** A class with state of its own (`Env.DB_SCHEMES[...] = ...`) in every evaluation. */
function classValue(name: string, fileAware: boolean): Value {
  const classes = new PerEvaluation(() => new EnvClass(fileAware));
  const value: ObjectValue = {
    kind: "object",
    name,
    call: (call) => {
      if (call.args.length === 0) return new Env(classes.of(call.interpreter), call).value;
      return call.interpreter.raise("TypeError", "Env() takes 1 positional argument", call.pc, call.at);
    },
    attribute: (attribute, i, pc, at) => classes.of(i).attribute(attribute, { interpreter: i, pc, at }),
    setAttribute: (attribute, assigned, occasion) =>
      classes.of(occasion.interpreter).set(attribute, assigned, occasion),
  };
  return value;
}

export function environ(): Value {
  return moduleOf("environ", {
    Env: classValue("environ.Env", false),
    FileAwareEnv: classValue("environ.FileAwareEnv", true),
    Path: environPath,
    ImproperlyConfigured: { kind: "exception", name: "ImproperlyConfigured" },
  });
}
