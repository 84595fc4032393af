/** environs 15: https://github.com/sloria/environs */
import {
  bool,
  type CallArguments,
  DEAD,
  NONE,
  native,
  type ObjectValue,
  str,
  type Value,
} from "../../values";
import { bind, moduleOf, PerEvaluation } from "../common";
import { importThirdParty } from "../index";
import { VALIDATION_ERROR } from "../marshmallow";
import { Env } from "./env";

const OPTIONS = ["*", "eager=", "expand_vars=", "prefix="];

function newEnv(call: CallArguments, fileAware: boolean): Value {
  const more = fileAware ? ["file_suffix=", "strip_whitespace="] : [];
  const bound = bind(call, "Env", ...OPTIONS, ...more);
  if (bound === undefined) return DEAD;
  const options = {
    eager: bound.eager ?? bool(true),
    expandVars: bound.expand_vars ?? bool(false),
    prefix: bound.prefix ?? NONE,
    ...(fileAware ? { fileSuffix: bound.file_suffix ?? str("_FILE") } : {}),
  };
  return new Env(options, call.at).value;
}

/** The module's own Env, with a state of its own in every evaluation. */
const singletons = new PerEvaluation(
  () => new Env({ eager: bool(true), expandVars: bool(false), prefix: NONE }).value,
);

const singleton: ObjectValue = {
  kind: "object",
  name: "env",
  call: (call) => singletons.of(call.interpreter).call!(call),
  attribute: (name, i, pc, at) => singletons.of(i).attribute!(name, i, pc, at),
  setAttribute: (name, value, occasion) =>
    singletons.of(occasion.interpreter).setAttribute!(name, value, occasion),
};

const exception = (name: string): Value => ({ kind: "exception", name });

export function environs(): Value {
  return moduleOf("environs", {
    Env: native("Env", (call) => newEnv(call, false)),
    FileAwareEnv: native("FileAwareEnv", (call) => newEnv(call, true)),
    env: singleton,
    validate: importThirdParty("marshmallow.validate"),
    ValidationError: VALIDATION_ERROR,
    EnvError: exception("EnvError"),
    EnvNotSetError: exception("EnvNotSetError"),
    EnvSealedError: exception("EnvSealedError"),
    EnvValidationError: exception("EnvValidationError"),
    ParserConflictError: exception("ParserConflictError"),
  });
}
