/** Methods of values that are computed from environment variables. */
import type { Location } from "../../syntax/text";
import { argumentTexts } from "../callables";
import type { Guarded } from "../guard";
import { text } from "../python";
import { type CallArguments, derived, type EnvType, type EnvValue, native, type Value } from "../values";

/** What string methods make of a string that nobody knows. */
const STR_RESULTS: ReadonlyMap<string, EnvType> = new Map<string, EnvType>([
  ...[
    "lower",
    "upper",
    "strip",
    "lstrip",
    "rstrip",
    "title",
    "capitalize",
    "casefold",
    "swapcase",
    "replace",
    "format",
    "removeprefix",
    "removesuffix",
    "zfill",
    "ljust",
    "rjust",
    "center",
    "join",
    "translate",
    "expandtabs",
  ].map((name) => [name, "str"] as const),
  ...["split", "rsplit", "splitlines", "partition"].map((name) => [name, "list"] as const),
  ...["startswith", "endswith", "isdigit", "isnumeric", "isalpha", "isdecimal", "isalnum", "isspace"].map(
    (name) => [name, "bool"] as const,
  ),
  ...["find", "rfind", "count"].map((name) => [name, "int"] as const),
]);

/** `value.name`. */
export function envAttribute(value: EnvValue, name: string, at: Location): Value {
  const type = value.type === "str" ? STR_RESULTS.get(name) : undefined;
  if (type === undefined) return derived(value, "object", `${value.text}.${name}`, at);
  return native(name, (call) =>
    derived(value, type, `${value.text}.${name}(${argumentText(call)})`, call.at),
  );
}

/** The arguments of a call in short, to tell two computations apart. */
function argumentText(call: CallArguments): string {
  const shown = (arg: Guarded<Value>) =>
    "kind" in arg
      ? text(arg) === undefined
        ? argumentTexts([arg], call.at)
        : JSON.stringify(text(arg))
      : `…@${call.at.start}`;
  return [...call.args.map(shown), ...[...call.keywords].map(([name, arg]) => `${name}=${shown(arg)}`)].join(
    ", ",
  );
}
