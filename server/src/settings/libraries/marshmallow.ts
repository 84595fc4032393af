/** What environs uses of marshmallow 4: validators that raise ValidationError. https://marshmallow.readthedocs.io/ */

import { builtin } from "../builtins";
import { compare } from "../comparisons";
import { truth } from "../equality";
import { and, type Condition, type Guarded, map, not } from "../guard";
import { type CallArguments, DEAD, NONE, native, type Value } from "../values";
import { applyFunction, bind, moduleOf } from "./common";

/** The name here of marshmallow's ValidationError: pydantic has one too. */
export const VALIDATION_FAILED = "marshmallow.ValidationError";

/** What custom validators raise. */
export const VALIDATION_ERROR: Value = { kind: "exception", name: VALIDATION_FAILED };

type Bound = Readonly<Record<string, Guarded<Value> | undefined>>;

/**
 * A class of validators: called with its parameters, then with a value. `holds` says in which worlds the value is valid;
 * undefined if nobody knows.
 */
function validator(
  name: string,
  parameters: readonly string[],
  holds: (value: Value, bound: Bound, call: CallArguments) => Condition | undefined,
): Value {
  return native(`validate.${name}`, (options) => {
    const bound = bind(options, name, ...parameters, "*", "error=");
    if (bound === undefined) return DEAD;
    return native(`${name}()`, (call) => {
      const one = bind(call, name, "value");
      if (one === undefined) return DEAD;
      return call.interpreter.lift([one.value!], call.pc, ([value], pc) => {
        if (value!.kind === "dead") return DEAD;
        const valid = value!.kind === "env" ? undefined : holds(value!, bound, { ...call, pc });
        if (valid === undefined) call.interpreter.mayRaise(`${name}()`, pc, call.at, VALIDATION_FAILED);
        else
          call.interpreter.raise(VALIDATION_FAILED, "the value is not valid", and(pc, not(valid)), call.at);
        return value!;
      });
    });
  });
}

/** A comparison with a parameter, in the worlds of the call. */
function compared(
  op: "in" | "==" | "<" | ">" | "<=" | ">=",
  value: Value,
  other: Guarded<Value>,
  call: CallArguments,
) {
  const { interpreter: i, pc, at } = call;
  return i.truth(i.lift([other], pc, ([leaf], when) => compare(i, op, value, leaf!, when, at)));
}

/** A bound that may be None. */
function within(
  value: Value,
  limit: Guarded<Value> | undefined,
  outside: "<" | ">" | "<=" | ">=",
  call: CallArguments,
): Condition {
  return map(limit ?? NONE, (leaf) =>
    leaf.kind === "none" ? true : not(compared(outside, value, leaf, call)),
  );
}

function length(value: Value, call: CallArguments): Value | undefined {
  const result = applyFunction(call, builtin("len")!, value, call.pc);
  return "kind" in result && result.kind === "int" ? result : undefined;
}

function isFalse(value: Guarded<Value> | undefined, call: CallArguments): boolean {
  return value !== undefined && "kind" in value && truth(call.interpreter, value) === false;
}

const LETTERS = "\\u00a1-\\uffff";
const LABEL = `[A-Z0-9${LETTERS}](?:[A-Z0-9${LETTERS}-]{0,61}[A-Z0-9${LETTERS}])?`;
const HOSTS = [
  `(?:${LABEL}\\.)+(?:[A-Z${LETTERS}]{2,6}\\.?|[A-Z0-9${LETTERS}-]{2,}\\.?)`,
  "localhost",
  "\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}",
  "\\[[A-F0-9]*:[A-F0-9:]+\\]",
];
const USER_INFO = "(?:(?:[a-z0-9\\-._~!$&'()*+,;=:]|%[0-9a-f]{2})*@)?";

/** Whether `validate.URL()` takes a text for an absolute URL. */
export function isUrl(text: string, requireTld = true): boolean {
  const separator = text.indexOf("://");
  const scheme = separator < 0 ? undefined : text.slice(0, separator).toLowerCase();
  if (scheme !== undefined && !["http", "https", "ftp", "ftps"].includes(scheme)) return false;
  const hosts = requireTld ? HOSTS : [...HOSTS, `(?:${LABEL}\\.?)`];
  const pattern = `^(?:[a-z0-9.+-]*)://${USER_INFO}(?:${hosts.join("|")})(?::\\d+)?(?:/?|[/?#]\\S+)$`;
  return new RegExp(pattern, "i").test(text);
}

const ATOM = "[-!#$%&'*+/=?^`{}|~\\p{L}\\p{N}_]+";
const EMAIL_DOMAIN = new RegExp(
  `^(?:${LABEL}\\.)+(?:[A-Z${LETTERS}]{2,6}|[A-Z0-9${LETTERS}-]{2,})$|` +
    "^\\[(?:25[0-5]|2[0-4]\\d|[0-1]?\\d?\\d)(?:\\.(?:25[0-5]|2[0-4]\\d|[0-1]?\\d?\\d)){3}\\]$",
  "i",
);

/** Whether `validate.Email()` takes a text for an address; undefined for quoted names, which are not followed. */
function isEmail(text: string): boolean | undefined {
  const at = text.lastIndexOf("@");
  if (at < 0) return false;
  if (text.startsWith('"')) return undefined;
  if (!new RegExp(`^${ATOM}(?:\\.${ATOM})*$`, "u").test(text.slice(0, at))) return false;
  return text.slice(at + 1) === "localhost" || EMAIL_DOMAIN.test(text.slice(at + 1));
}

/** Whether every item of a value is in a container, or none is. */
function everyItem(
  value: Value,
  container: Guarded<Value>,
  wanted: boolean,
  call: CallArguments,
): Condition | undefined {
  const { interpreter: i, pc, at } = call;
  const state = i.expressions.items(value, pc, at);
  if (!("items" in state) || state.open !== undefined) return undefined;
  return state.items.reduce<Condition>((all, item) => {
    const found = map(item, (leaf) => compared("in", leaf, container, call));
    return and(all, wanted ? found : not(found));
  }, true);
}

const validate = moduleOf("marshmallow.validate", {
  OneOf: validator("OneOf", ["choices", "labels="], (value, { choices }, call) =>
    compared("in", value, choices!, call),
  ),
  NoneOf: validator("NoneOf", ["iterable"], (value, { iterable }, call) =>
    not(compared("in", value, iterable!, call)),
  ),
  ContainsOnly: validator("ContainsOnly", ["choices", "labels="], (value, { choices }, call) =>
    everyItem(value, choices!, true, call),
  ),
  ContainsNoneOf: validator("ContainsNoneOf", ["iterable"], (value, { iterable }, call) =>
    everyItem(value, iterable!, false, call),
  ),
  Equal: validator("Equal", ["comparable"], (value, { comparable }, call) =>
    compared("==", value, comparable!, call),
  ),
  Range: validator("Range", ["min=", "max=", "*", "min_inclusive=", "max_inclusive="], (value, bound, call) =>
    and(
      within(value, bound.min, isFalse(bound.min_inclusive, call) ? "<=" : "<", call),
      within(value, bound.max, isFalse(bound.max_inclusive, call) ? ">=" : ">", call),
    ),
  ),
  Length: validator("Length", ["min=", "max=", "*", "equal="], (value, bound, call) => {
    const size = length(value, call);
    if (size === undefined) return undefined;
    const equal = map(bound.equal ?? NONE, (leaf) =>
      leaf.kind === "none" ? true : compared("==", size, leaf, call),
    );
    return and(equal, and(within(size, bound.min, "<", call), within(size, bound.max, ">", call)));
  }),
  Email: validator("Email", [], (value) => (value.kind === "str" ? isEmail(value.value) : undefined)),
  URL: validator("URL", ["*", "relative=", "absolute=", "schemes=", "require_tld="], (value, bound, call) => {
    if (value.kind !== "str" || (bound.relative ?? bound.absolute ?? bound.schemes) !== undefined)
      return undefined;
    return isUrl(value.value, !isFalse(bound.require_tld, call));
  }),
});

export const marshmallow: readonly (readonly [string, () => Value])[] = [
  ["marshmallow", () => moduleOf("marshmallow", { validate, ValidationError: VALIDATION_ERROR })],
  ["marshmallow.validate", () => validate],
  ["marshmallow.exceptions", () => moduleOf("marshmallow.exceptions", { ValidationError: VALIDATION_ERROR })],
];

/** Runs validators; where one raises ValidationError, the value is not valid. Gives those worlds. */
export function invalidWorlds(
  call: CallArguments,
  validators: readonly Value[],
  value: Value,
  pc: Condition,
): Condition {
  const i = call.interpreter;
  let invalid: Condition = false;
  for (const one of validators) {
    const { raised } = i.collect(() => applyFunction(call, one, value, pc), true);
    for (const error of raised) {
      if (error.exception === VALIDATION_FAILED) invalid = map(invalid, (before) => before || error.when);
      else i.raise(error.exception, error.message, error.when, error.at, error.value);
    }
  }
  return invalid;
}
