/** python-decouple 3: https://github.com/henriquebastos/python-decouple (behaviour of 3.8). */
import type { Guarded } from "../guard";
import { strip, text } from "../python";
import {
  bool,
  type CallArguments,
  DEAD,
  derived,
  list,
  native,
  type ObjectValue,
  str,
  unknown,
  type Value,
} from "../values";
import { applyFunction, argument, moduleOf, readVariable } from "./common";

const TRUE = new Set(["y", "yes", "t", "true", "on", "1"]);
const FALSE = new Set(["n", "no", "f", "false", "off", "0"]);

/** `cast=bool`: "" is False, rubbish raises ValueError. */
function castBool(call: CallArguments, value: Value, pc: CallArguments["pc"]): Guarded<Value> {
  const i = call.interpreter;
  if (value.kind === "env") return derived(value, "bool", `bool(${value.text})`, call.at);
  if (value.kind === "unknown") return unknown(value.reason, call.at);
  if (value.kind === "bool") return value;
  const shown = text(value);
  if (shown === undefined) return unknown("a default that is not known", call.at);
  if (shown === "") return bool(false, call.at);
  const lower = shown.toLowerCase();
  if (TRUE.has(lower)) return bool(true, call.at);
  if (FALSE.has(lower)) return bool(false, call.at);
  return i.raise("ValueError", `Invalid truth value: ${lower}`, pc, call.at);
}

function cast(call: CallArguments, value: Guarded<Value>, pc: CallArguments["pc"]): Guarded<Value> {
  const i = call.interpreter;
  const how = argument(call, 2, "cast");
  if (how === undefined) return value;
  return i.lift([how, value], pc, ([f, leaf], when) => {
    if (f!.kind === "dead" || leaf!.kind === "dead") return DEAD;
    if (f!.kind === "native" && f!.name === "bool") return castBool(call, leaf!, when);
    return applyFunction(call, f!, leaf!, when);
  });
}

const config: ObjectValue = {
  kind: "object",
  name: "config",
  call: (call) =>
    readVariable(
      call,
      argument(call, 0, "option"),
      "",
      (value, pc) => cast(call, value, pc),
      (pc, variable) => {
        const fallback = argument(call, 1, "default");
        if (fallback === undefined) {
          return call.interpreter.raise("UndefinedValueError", `${variable} not found`, pc, call.at);
        }
        return cast(call, fallback, pc);
      },
    ),
  attribute: (name) => (name === "get" ? native("config.get", (call) => config.call!(call)) : undefined),
};

/** `Csv(cast=str, delimiter=",", strip=...)`: a function from a string to a list. Quotes and escapes are not followed. */
const csv = native("Csv", (options) => {
  const delimiter = argument(options, 1, "delimiter");
  const element = argument(options, 0, "cast");
  const after = argument(options, 3, "post_process");
  return native("Csv()", (call) => {
    const i = call.interpreter;
    return i.lift([call.args[0] ?? DEAD], call.pc, ([value], pc) => {
      if (value!.kind === "dead") return DEAD;
      if (value!.kind === "env") return derived(value!, "list", `Csv(${value!.text})`, call.at);
      if (value!.kind === "none") return list([], call.at);
      if (
        value!.kind !== "str" ||
        /["'\\#]/.test(value!.value) ||
        options.keywords.has("strip") ||
        options.args.length > 2
      ) {
        return unknown("Csv() of a value that is not followed", call.at);
      }
      const separators =
        delimiter === undefined
          ? ","
          : "kind" in delimiter && delimiter.kind === "str"
            ? delimiter.value
            : undefined;
      if (separators === undefined) return unknown("Csv() with a delimiter that is not known", call.at);
      // shlex splits at every character of `delimiter` and drops empty words.
      const words: string[] = [""];
      for (const c of value!.value) {
        if (separators.includes(c)) words.push("");
        else words[words.length - 1] += c;
      }
      const items = words
        .filter((word) => word !== "")
        .map((word): Guarded<Value> => {
          const item = str(strip(word, " \t\n\r\x0b\x0c", "both"), call.at);
          return element === undefined
            ? item
            : i.lift([element], pc, ([f], when) => applyFunction(call, f!, item, when));
        });
      const result = list(items, call.at);
      return after === undefined
        ? result
        : i.lift([after], pc, ([f], when) => applyFunction(call, f!, result, when));
    });
  });
});

export function decouple(): Value {
  return moduleOf("decouple", {
    config,
    Csv: csv,
    UndefinedValueError: { kind: "exception", name: "UndefinedValueError" },
    AutoConfig: native("AutoConfig", () => config),
    strtobool: native("strtobool", (call) =>
      call.interpreter.lift([call.args[0] ?? DEAD], call.pc, ([value], pc) => castBool(call, value!, pc)),
    ),
  });
}
