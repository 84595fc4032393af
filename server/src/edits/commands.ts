/** Takes a command out of a line or a script of commands. */
import type { Range } from "../syntax/text";
import type { TextEdit } from "./edit";

/** What may follow a command and goes with it: `> /dev/null 2>&1`. */
const REDIRECTIONS = /^(?:[ \t]*\d?>{1,2}(?:&\d|[ \t]*[\w./-]+))*/;
/** What joins a command to the next one. A line break may follow it. */
const JOINED = /^[ \t]*(?:&&|;)[ \t]*(?:\\?\r?\n[ \t]*)?(?=[^\s;&|])/;
const JOINS = /[ \t]*(?:\\\r?\n[ \t]*)?(?:&&|;)[ \t]*(?:\\?\r?\n[ \t]*)?$/;
/** What may stand before the first command of a line. */
const STARTS = /(?:^|&&|;|\n|["'])[ \t]*$/;

/**
 * The edit that takes a command out, with what joins it to its neighbours.
 * @param within the line or the script that the command stands in
 * @returns "all" if nothing else is there, undefined where the text around it is not understood
 */
export function withoutCommand(text: string, within: Range, command: Range): TextEdit | "all" | undefined {
  const before = text.slice(within.start, command.start);
  const redirections = REDIRECTIONS.exec(text.slice(command.end, within.end))![0];
  const end = command.end + redirections.length;
  const after = text.slice(end, within.end);
  if (before.trim() === "" && after.trim() === "") return "all";
  const joined = JOINED.exec(after);
  if (joined !== null && STARTS.test(before)) {
    return { start: command.start, end: end + joined[0].length, text: "" };
  }
  const joins = JOINS.exec(before);
  if (joins !== null && /^[ \t]*(?:$|\r?\n|["'][ \t]*(?:\]?[ \t]*)(?:$|\r?\n))/.test(after)) {
    return { start: command.start - joins[0].length, end, text: "" };
  }
  // A line of its own.
  const indent = /(?:^|\n)([ \t]*)$/.exec(before);
  const rest = /^[ \t]*(?:#[^\r\n]*)?(?:\r?\n|$)/.exec(after);
  if (indent !== null && rest !== null && !/\\\r?\n[ \t]*$/.test(before)) {
    return { start: command.start - indent[1]!.length, end: end + rest[0].length, text: "" };
  }
  return undefined;
}
