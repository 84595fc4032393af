/** pydantic's SecretStr. */
import type { Location } from "../../../syntax/text";
import {
  type ClassModel,
  ClassValue,
  DEAD,
  InstanceValue,
  native,
  str,
  unknown,
  type Value,
} from "../../values";

const CONTENT = new WeakMap<InstanceValue, Value>();

/** What a secret hides; undefined for other values. */
export function secretContent(value: Value): Value | undefined {
  return value instanceof InstanceValue ? CONTENT.get(value) : undefined;
}

const MODEL: ClassModel = {
  name: "SecretStr",
  created: () => "a subclass of SecretStr",
  call: (_, { interpreter: i, args, pc, at }) =>
    i.lift([args[0] ?? DEAD], pc, ([value]) =>
      value!.kind === "str" || value!.kind === "env" ? makeSecret(value!, at) : unknown("SecretStr()", at),
    ),
  instanceAttribute: (instance, name) =>
    name === "get_secret_value" ? native(name, () => CONTENT.get(instance)!) : undefined,
  text: (instance, { at }) => {
    const content = CONTENT.get(instance)!;
    return content.kind === "str"
      ? str(content.value === "" ? "" : "**********", at)
      : unknown("the text of a secret", at);
  },
  equal: (a, b, i) => {
    const [x, y] = [CONTENT.get(a), secretContent(b)];
    return x === undefined || y === undefined ? undefined : i.expressions.equal(x, y);
  },
};

export const SecretStr = new ClassValue({ name: "SecretStr", model: MODEL });

export function makeSecret(content: Value, at: Location): InstanceValue {
  const secret = new InstanceValue(SecretStr, at);
  CONTENT.set(secret, content);
  return secret;
}
