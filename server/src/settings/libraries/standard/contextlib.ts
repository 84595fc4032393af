/** contextlib: suppress() and nullcontext(). */
import { NONE, native, type ObjectValue, tuple, type Value } from "../../values";
import { argument } from "../common";

export const contextlib: Readonly<Record<string, Value>> = {
  suppress: native(
    "suppress",
    ({ args, at }): ObjectValue => ({
      kind: "object",
      name: "contextlib.suppress()",
      suppresses: tuple(args, at),
      at,
    }),
  ),
  nullcontext: native("nullcontext", (call): ObjectValue => {
    const target = argument(call, 0, "enter_result") ?? NONE;
    return { kind: "object", name: "contextlib.nullcontext()", enter: () => target, at: call.at };
  }),
};
