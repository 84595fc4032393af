/** pathlib's classes; their methods are in methods/path.ts. */

import { PurePath } from "../../purePath";
import { builtinType } from "../../types";
import { DEAD, derived, type NativeValue, native, typeName, unknown, type Value } from "../../values";
import { moduleOf } from "../common";
import { fspath } from "./os";

const path: NativeValue["call"] = (call) =>
  call.interpreter.lift(call.args, call.pc, (given, pc) => {
    const { interpreter: i, at } = call;
    const leaves = given.map(fspath);
    if (leaves.some((leaf) => leaf.kind === "dead")) return DEAD;
    const env = leaves.find((leaf) => leaf.kind === "env");
    if (env?.kind === "env") {
      const shown = leaves.map((leaf) =>
        leaf.kind === "env" ? leaf.text : "value" in leaf ? JSON.stringify(String(leaf.value)) : "…",
      );
      return derived(env, "object", `Path(${shown.join(", ")})`, at);
    }
    const other = leaves.find((leaf) => leaf.kind !== "str" && leaf.kind !== "path");
    if (other !== undefined) {
      if (other.kind === "unknown") {
        i.mayRaise("Path()", pc, at, "TypeError");
        return unknown(other.reason, at);
      }
      if ("name" in other || other.kind === "bytes")
        return unknown("Path() of something that is no path", at);
      const message = `argument should be a str or an os.PathLike object, not '${typeName(other)}'`;
      return i.raise("TypeError", message, pc, at);
    }
    const parts = leaves.map((leaf) => (leaf as { value: string }).value);
    return { kind: "path", value: parts.reduce((whole, part) => PurePath.join(whole, part), "."), at };
  });

const attributes = new Map<string, Value>([
  ["cwd", native("Path.cwd", ({ at }) => unknown("the working directory", at))],
  ["home", native("Path.home", ({ at }) => unknown("the home directory", at))],
]);

const pathClass = (name: string): NativeValue => ({
  kind: "native",
  name,
  type: name,
  call: path,
  attributes,
});

export const pathlib = moduleOf("pathlib", {
  Path: pathClass("Path"),
  PosixPath: { ...builtinType("PosixPath", path), attributes },
  PurePath: pathClass("PurePath"),
  PurePosixPath: pathClass("PurePosixPath"),
});
