/** What dj-email-url and django-cache-url have in common: `parse(url)`, and `config(env, default)` of a variable. */

import { truth } from "../equality";
import type { Condition, Guarded } from "../guard";
import { type CallArguments, DEAD, dict, native, str, type Value } from "../values";
import { bind, moduleOf, readVariable } from "./common";

export interface UrlLibrary {
  /** As it is imported. */
  readonly name: string;
  /** The variable that `config()` reads. */
  readonly variable: string;
  /** The URL without the variable. */
  readonly fallback: Value;
  /** What it makes of one URL. */
  readonly parse: (call: CallArguments, url: Value, pc: Condition) => Guarded<Value>;
}

/** `parse(url)` */
export function parseWith({ parse }: UrlLibrary, call: CallArguments): Guarded<Value> {
  const bound = bind(call, "parse", "url");
  if (bound === undefined) return DEAD;
  return call.interpreter.lift([bound.url!], call.pc, ([url], pc) => parse(call, url!, pc));
}

/** The module. */
export function urlModule(library: UrlLibrary): Value {
  const { name, variable, fallback, parse } = library;
  const config = native(`${name}.config`, (call) => {
    const i = call.interpreter;
    const bound = bind(call, "config", "env=", "default=");
    if (bound === undefined) return DEAD;
    const build = (url: Value, pc: Condition) =>
      i.lift<boolean>([truth(i, url)], pc, ([given], when) =>
        given ? parse(call, url, when) : dict([], call.at),
      );
    return readVariable(call, bound.env ?? str(variable), "", build, (pc) =>
      i.lift([bound.default ?? fallback], pc, ([url], when) => build(url!, when)),
    );
  });
  return moduleOf(name, {
    config,
    parse: native(`${name}.parse`, (call) => parseWith(library, call)),
    DEFAULT_ENV: str(variable),
  });
}
