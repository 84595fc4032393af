/**
 * The text of `.preflight/checklist.json`: the answers people gave. Pure functions from text to text, so that what another
 * version of the extension, or a person, added to the file stays in it.
 */
import type { ChecklistAnswer } from "../../../server/src/protocol";

/** The answers of one project by the id of the checklist item. */
export type Answers = Readonly<Record<string, ChecklistAnswer>>;

/** An answer to write, or undefined to remove the one that is there. */
export type Change = ChecklistAnswer | undefined;

/** The version of the file's format that this code reads and writes. */
const VERSION = 1;

/** Thrown for a file that must not be overwritten; the message is for the user. */
export class DamagedAnswers extends Error {}

/** The answers in a file's text. An entry of an unknown shape is no answer, but stays in the file. */
export function readAnswers(text: string): Answers {
  const answers: Record<string, ChecklistAnswer> = {};
  for (const [id, entry] of Object.entries(parse(text).items)) {
    if (isAnswer(entry)) answers[id] = entry;
  }
  return answers;
}

/**
 * The file's text after some answers changed. Items are sorted, so that two people's answers merge; everything else in the
 * file stays as it was.
 * @param text the file's present text, or undefined if there is no file
 */
export function writeAnswers(text: string | undefined, changes: Readonly<Record<string, Change>>): string {
  const file = text === undefined ? { version: VERSION, items: {} } : parse(text);
  const items = { ...file.items };
  for (const [id, answer] of Object.entries(changes)) {
    if (answer === undefined) delete items[id];
    else items[id] = { ...answer, ...unknownFields(items[id]) };
  }
  const sorted = Object.fromEntries(Object.entries(items).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ ...file, items: sorted }, null, 2)}\n`;
}

/** `user.name` in the text of a `.git/config`, or undefined. */
export function gitUserName(config: string): string | undefined {
  let section = "";
  for (const line of config.split(/\r?\n/)) {
    const header = /^\s*\[\s*([^\]]*?)\s*\]/.exec(line);
    if (header) section = header[1]!.toLowerCase();
    if (section !== "user") continue;
    const name = /^\s*name\s*=\s*("?)(.*?)\1\s*$/i.exec(line)?.[2];
    if (name) return name;
  }
  return undefined;
}

function parse(text: string): { items: Record<string, unknown>; [field: string]: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new DamagedAnswers(`it is not valid JSON (${(error as Error).message})`);
  }
  const file = asObject(value);
  if (!file) throw new DamagedAnswers("it does not hold a JSON object");
  if (file.version !== VERSION) {
    throw new DamagedAnswers(
      `its version is ${JSON.stringify(file.version)}, and this extension knows only ${VERSION}`,
    );
  }
  const items = asObject(file.items);
  if (!items) throw new DamagedAnswers('"items" is not a JSON object');
  return { ...file, items };
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

/** What an entry holds beside the answer itself. */
function unknownFields(entry: unknown): Record<string, unknown> {
  const known: ReadonlySet<string> = new Set<keyof ChecklistAnswer>(["state", "by", "on", "note"]);
  return Object.fromEntries(Object.entries(asObject(entry) ?? {}).filter(([field]) => !known.has(field)));
}

function isAnswer(entry: unknown): entry is ChecklistAnswer {
  const { state, note } = asObject(entry) ?? {};
  if (state === undefined) return typeof note === "string";
  return state === "done" || state === "not-applicable";
}
