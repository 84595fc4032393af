/** `env.read_env()`. */
import { dirname, join } from "../../../paths";
import { truth } from "../../equality";
import type { Guarded } from "../../guard";
import { bool, type CallArguments, DEAD, NONE, unknown, type Value } from "../../values";
import { bind } from "../common";
import { findUpwards, hasEnvFile, loadEnvFile } from "../envFiles";

/** `read_env(path=None, recurse=True, verbose=False, override=False, return_path=False)`, as of environs 11 to 15. */
export function readEnv(call: CallArguments): Guarded<Value> {
  const { interpreter: i, at } = call;
  const names = ["path=", "recurse=", "verbose=", "override=", "return_path="];
  const bound = bind(call, "read_env", ...names);
  if (bound === undefined) return DEAD;
  const {
    path = NONE,
    recurse = bool(true),
    override = bool(false),
    return_path: returns = bool(false),
  } = bound;
  return i.lift([path, recurse, override, returns], call.pc, ([leaf, upwards, over, path_], pc) => {
    const climbs = truth(i, upwards!) !== false;
    const beside = join(dirname(call.frame?.module.path ?? ""), ".env");
    const present =
      leaf!.kind !== "none"
        ? hasEnvFile(i, leaf!)
        : climbs
          ? findUpwards(call, [".env"]) !== undefined
          : i.modules.hasFile(beside);
    loadEnvFile({ ...call, pc }, present, truth(i, over!) !== false);
    if (present !== false) return unknown("env.read_env()", at);
    return truth(i, path_!) === false ? bool(false, at) : NONE;
  });
}
