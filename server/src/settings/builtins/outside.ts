/** open(), print(), exit(): functions that reach outside of the settings. */
import { rawFunction } from "../callables";
import { fileObject } from "../files";
import { DEAD, type NativeValue, NONE, native, str, unknown } from "../values";

const open = rawFunction(
  "open",
  "file, mode?, buffering?, encoding?, errors?, newline?, closefd?, opener?",
  ([file, mode], call) => {
    const i = call.interpreter;
    return i.lift([file!, mode ?? str("r")], call.pc, ([path, how], pc) => {
      if (path!.kind === "dead" || how!.kind === "dead") return DEAD;
      if (path!.kind === "str" || path!.kind === "path")
        return fileObject(path!.value, how!, { ...call, pc });
      i.mayRaise("open()", pc, call.at);
      return unknown("the content of a file", call.at);
    });
  },
);

const leaving = (name: string): NativeValue =>
  rawFunction(name, "code?", ([code], { interpreter: i, pc, at }) =>
    i.raise("SystemExit", `${name}() in the settings`, pc, at, code === undefined ? [] : [code]),
  );

export const OUTSIDE: readonly NativeValue[] = [
  open,
  leaving("exit"),
  leaving("quit"),
  native("print", () => NONE),
];
