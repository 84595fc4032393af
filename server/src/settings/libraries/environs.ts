/** environs: https://github.com/sloria/environs (behaviour of 11 to 15). */
import type { Condition, Guarded } from "../guard";
import { parseFloatText, parseInteger, strip } from "../python";
import {
  bool,
  type CallArguments,
  DEAD,
  derived,
  type EnvType,
  type EnvValue,
  int,
  list,
  NONE,
  native,
  type ObjectValue,
  str,
  unknown,
  type Value,
} from "../values";
import { applyFunction, argument, moduleOf, readVariable } from "./common";
import { parseDatabaseUrl } from "./djDatabaseUrl";

/** marshmallow's words for its Boolean field. */
const TRUE = new Set([
  "t",
  "T",
  "true",
  "True",
  "TRUE",
  "on",
  "On",
  "ON",
  "y",
  "Y",
  "yes",
  "Yes",
  "YES",
  "1",
]);
const FALSE = new Set([
  "f",
  "F",
  "false",
  "False",
  "FALSE",
  "off",
  "Off",
  "OFF",
  "n",
  "N",
  "no",
  "No",
  "NO",
  "0",
]);

/** Turns a variable's string into a value, in the worlds of `pc`. */
type Parser = (call: CallArguments, text: string, pc: Condition) => Guarded<Value>;

function invalid(call: CallArguments, pc: Condition): Value {
  return call.interpreter.raise("EnvValidationError", "an environment variable is invalid", pc, call.at);
}

const PARSERS: Readonly<Record<string, { readonly type: EnvType; readonly parse: Parser }>> = {
  str: { type: "str", parse: ({ at }, text) => str(text, at) },
  bool: {
    type: "bool",
    parse: (call, text, pc) =>
      TRUE.has(text) ? bool(true, call.at) : FALSE.has(text) ? bool(false, call.at) : invalid(call, pc),
  },
  int: {
    type: "int",
    parse: (call, text, pc) => {
      const value = parseInteger(text);
      return value === undefined ? invalid(call, pc) : int(value, call.at);
    },
  },
  float: {
    type: "float",
    parse: (call, text, pc) => {
      const value = parseFloatText(text);
      return value === undefined ? invalid(call, pc) : { kind: "float", value, at: call.at };
    },
  },
  list: {
    type: "list",
    parse: (call, text, pc) => {
      const subcast = argument(call, 2, "subcast");
      const delimiter = call.keywords.get("delimiter") ?? str(",");
      if (!("kind" in delimiter) || delimiter.kind !== "str") return unknown("env.list()", call.at);
      const words = text === "" ? [] : text.split(delimiter.value);
      const items = words.map((word): Guarded<Value> => {
        const item = str(word, call.at);
        return subcast === undefined
          ? item
          : call.interpreter.lift([subcast], pc, ([f], when) => applyFunction(call, f!, item, when));
      });
      return list(items, call.at);
    },
  },
};

function method(name: string, prefix: string): Value {
  const parser = PARSERS[name];
  return native(`env.${name}`, (call) => {
    const i = call.interpreter;
    const fallback = argument(call, 1, "default");
    return readVariable(
      call,
      argument(call, 0, "name"),
      prefix,
      (value, pc) => {
        if (value.kind === "env") {
          i.mayRaise(`env.${name}("${value.text}")`, pc, call.at, "EnvValidationError");
          return asSymbol(value, name, parser?.type ?? "object", call);
        }
        if (parser === undefined || value.kind !== "str") return unknown(`env.${name}()`, call.at);
        return parser.parse(call, value.value, pc);
      },
      (pc, variable) =>
        fallback ?? i.raise("EnvNotSetError", `Environment variable "${variable}" not set`, pc, call.at),
    );
  });
}

function asSymbol(value: EnvValue, name: string, type: EnvType, call: CallArguments): Value {
  return name === "str" ? value : derived(value, type, `env.${name}("${value.text}")`, call.at);
}

/** `env.dj_db_url(name, default=...)`: unlike the other methods it parses the default too. */
function databaseMethod(prefix: string): Value {
  return native("env.dj_db_url", (call) => {
    const url = call.interpreter.expressions.invoke(method("str", prefix), {
      ...call,
      args: call.args.slice(0, 2),
      keywords: new Map([...call.keywords].filter(([name]) => name === "name" || name === "default")),
    });
    const options = new Map([...call.keywords].filter(([name]) => name !== "name" && name !== "default"));
    return call.interpreter.lift([url], call.pc, ([leaf], pc) =>
      leaf!.kind === "dead" ? DEAD : parseDatabaseUrl({ ...call, args: [leaf!], keywords: options, pc }),
    );
  });
}

function env(prefix: string): ObjectValue {
  return {
    kind: "object",
    name: "env",
    call: (call) => call.interpreter.expressions.invoke(method("str", prefix), call),
    attribute: (name) => {
      if (name === "read_env" || name === "seal") return native(`env.${name}`, () => NONE);
      if (name === "dj_db_url") return databaseMethod(prefix);
      if (name === "prefixed") return undefined;
      return method(name, prefix);
    },
  };
}

export function environs(): Value {
  const envClass = native("Env", (call) => {
    const prefix = call.keywords.get("prefix");
    if (prefix === undefined) return env("");
    return "kind" in prefix && prefix.kind === "str"
      ? env(strip(prefix.value, "", "both"))
      : unknown("Env()", call.at);
  });
  return moduleOf("environs", {
    Env: envClass,
    FileAwareEnv: envClass,
    env: env(""),
    EnvError: { kind: "exception", name: "EnvError" },
  });
}
