/** Files that the settings open and read: those of the project are known. */
import { type Guarded, map } from "./guard";
import { itemsOf, nextItem } from "./iteration";
import { fileText } from "./projectFiles";
import {
  type CallArguments,
  type ItemsState,
  IteratorValue,
  int,
  list,
  NONE,
  native,
  type ObjectValue,
  str,
  unknown,
  type Value,
} from "./values";

/** The exception for a file that is not there. */
export function missingFile(path: string, { interpreter: i, pc, at }: CallArguments): Value {
  const message = "No such file or directory";
  return i.raise("FileNotFoundError", `[Errno 2] ${message}: '${path}'`, pc, at, [
    int(2),
    str(message),
    str(path),
  ]);
}

/** What `open(path, mode)` gives: a file of the project that is read as text, or something unknown. */
export function fileObject(path: string, mode: Value | undefined, call: CallArguments): Guarded<Value> {
  const readsText = mode === undefined || (mode.kind === "str" && /^(?:r|rt|tr)$/.test(mode.value));
  const found = readsText ? fileText(call.interpreter, path) : undefined;
  if (found === "missing") return missingFile(path, call);
  if (found === undefined) {
    call.interpreter.mayRaise("opening a file", call.pc, call.at, "OSError");
    return unknown("the content of a file", call.at);
  }
  const lines = found.text.split(/(?<=\n)/).filter((line) => line !== "");
  // What is read once is not there the second time.
  const rest = new IteratorValue("file", { items: lines.map((line) => str(line)) }, call.at);
  const readRest = (here: CallArguments, make: (items: ItemsState["items"]) => Value) =>
    map(itemsOf(here.interpreter, rest, here.pc, here.at), ({ items }) => make(items));
  const file: ObjectValue = {
    kind: "object",
    name: "a file",
    items: ({ interpreter, pc, at }) => itemsOf(interpreter, rest, pc, at),
    attribute: (name) => {
      switch (name) {
        case "read":
          return native("read", (here) =>
            here.args.length > 0
              ? unknown("a part of a file", here.at)
              : readRest(here, (items) =>
                  str(items.map((line) => (line as { value: string }).value).join(""), here.at),
                ),
          );
        case "readlines":
          return native("readlines", (here) => readRest(here, (items) => list(items, here.at)));
        case "readline":
          return native("readline", ({ interpreter, pc, at }) =>
            nextItem(interpreter, rest, str(""), pc, at),
          );
        case "close":
          return native("close", () => NONE);
        case "name":
          return str(path);
        default:
          return undefined;
      }
    },
    at: call.at,
  };
  return { ...file, enter: () => file };
}
