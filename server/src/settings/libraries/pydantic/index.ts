/** pydantic 2 and pydantic-settings. https://docs.pydantic.dev (behaviour of 2.7 to 2.14) */
import { builtin } from "../../builtins";
import { native, type Value } from "../../values";
import { moduleOf } from "../common";
import { markers } from "./fields";
import { BaseModel } from "./models";
import { SecretStr } from "./secrets";
import { BaseSettings } from "./settings";
import { urlClasses } from "./urls";

/** `ConfigDict(...)`: the dict of its arguments. */
const configDict = native("ConfigDict", (call) =>
  call.interpreter.expressions.invoke(builtin("dict")!, call),
);

const exception = (name: string): Value => ({ kind: "exception", name });

function pydantic(): Value {
  return moduleOf("pydantic", {
    ...markers,
    ...urlClasses(),
    BaseModel,
    ConfigDict: configDict,
    SecretStr,
    ValidationError: exception("ValidationError"),
  });
}

function pydanticSettings(): Value {
  return moduleOf("pydantic_settings", {
    BaseSettings,
    SettingsConfigDict: configDict,
    SettingsError: exception("SettingsError"),
  });
}

export const pydanticModules: readonly (readonly [string, () => Value])[] = [
  ["pydantic", pydantic],
  ["pydantic.networks", () => moduleOf("pydantic.networks", urlClasses())],
  ["pydantic.types", () => moduleOf("pydantic.types", { SecretStr })],
  ["pydantic.functional_validators", () => moduleOf("pydantic.functional_validators", markers)],
  ["pydantic_settings", pydanticSettings],
];
