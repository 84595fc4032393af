/**
 * The text of `.preflight/checklist.json`: the answers people gave. Pure functions from text to text, so that what another
 * version, or a person, added to the file stays in it.
 */
import { AnswersJson, DamagedAnswers, type Member, printObject, type Style, styleOf } from "./answersJson";

export { DamagedAnswers };

/** Where the answers of a project are, below its root. */
export const ANSWERS_FILE = ".preflight/checklist.json";

/** What somebody said of an item. */
export interface ChecklistAnswer {
  /** Absent: only a note, and the item stays as it is. */
  readonly state?: "done" | "not-applicable";
  /** Name of who said so. */
  readonly by?: string;
  /** ISO 8601 date. */
  readonly on?: string;
  readonly note?: string;
}

/** The answers of one project by the id of the checklist item. */
export type Answers = Readonly<Record<string, ChecklistAnswer>>;

/** An answer to write, or undefined to remove the one that is there. */
export type Change = ChecklistAnswer | undefined;

/** What a file holds for this version. */
export interface ReadAnswers {
  readonly answers: Answers;
  /** Why it may be read but not written. Follows "... cannot be changed: ". */
  readonly readOnly?: string;
  /** Entries that are no answers, each with its line, in whole sentences. They stay in the file. */
  readonly unknown: readonly string[];
}

/** The version of the file's format that this code reads and writes. */
const VERSION = 1;

const FIELDS = ["state", "by", "on", "note"] as const satisfies readonly (keyof ChecklistAnswer)[];

/**
 * The answers in a file's text.
 * @throws DamagedAnswers
 */
export function readAnswers(text: string): ReadAnswers {
  const json = new AnswersJson(text);
  const { version } = json;
  const answers: [string, ChecklistAnswer][] = [];
  const unknown: string[] = [];
  for (const member of json.membersOf(json.items)) {
    const answer = answerOf(json, member);
    if (answer === undefined) {
      unknown.push(`"${member.name}" in line ${json.lineOf(member.value)} has no answer that is known.`);
    } else if (answer.state !== undefined || answer.note !== undefined) answers.push([member.name, answer]);
  }
  return {
    answers: Object.fromEntries(answers),
    unknown,
    ...(version > VERSION ? { readOnly: newer(version) } : {}),
  };
}

/**
 * The file's text after some answers changed. Items are sorted, with one field a line, so that two people's answers
 * merge; everything else in the file stays as it was, its kind of line ends and its indentation too.
 * @param text the file's present text, or undefined if there is no file
 * @throws DamagedAnswers for a text that must not be overwritten
 */
export function writeAnswers(text: string | undefined, changes: Readonly<Record<string, Change>>): string {
  const json = new AnswersJson(text ?? `{ "version": ${VERSION}, "items": {} }`);
  if (json.version > VERSION) throw new DamagedAnswers(newer(json.version));
  const style = styleOf(text);
  const body = printObject(
    json
      .membersOf(json.root)
      .map(({ name, key, value }): [string, string] => [
        key,
        name === "items" ? itemsText(json, changes, style) : json.print(value, style, 1),
      ]),
    style,
    0,
  );
  return `${style.byteOrderMark}${body}${style.newline}`;
}

function itemsText(json: AnswersJson, changes: Readonly<Record<string, Change>>, style: Style): string {
  const items = new Map<string, [key: string, text: string]>();
  const before = new Map(json.membersOf(json.items).map((member) => [member.name, member]));
  for (const { name, key, value } of before.values()) items.set(name, [key, json.print(value, style, 2)]);
  for (const [id, change] of Object.entries(changes)) {
    const fields = [...knownFields(change), ...unknownFields(json, before.get(id), style)];
    if (fields.length === 0) items.delete(id);
    else items.set(id, [before.get(id)?.key ?? JSON.stringify(id), printObject(fields, style, 2)]);
  }
  const sorted = [...items].sort(([a], [b]) => compareCodePoints(a, b)).map(([, item]) => item);
  return printObject(sorted, style, 1);
}

function knownFields(answer: Change): [string, string][] {
  return FIELDS.flatMap((field) => {
    const value = answer?.[field];
    return value === undefined ? [] : [[JSON.stringify(field), JSON.stringify(value)] as [string, string]];
  });
}

/** What an entry holds beside the answer itself. */
function unknownFields(json: AnswersJson, entry: Member | undefined, style: Style): [string, string][] {
  const known: ReadonlySet<string> = new Set(FIELDS);
  return json
    .membersOf(entry?.value)
    .filter(({ name }) => !known.has(name))
    .map(({ key, value }) => [key, json.print(value, style, 3)]);
}

/** The answer in an entry; undefined where it is none of ours. A field that is no text counts as not there. */
function answerOf(json: AnswersJson, { value }: Member): ChecklistAnswer | undefined {
  if (value.type !== "object") return undefined;
  const fields = new Map(json.membersOf(value).map((member) => [member.name, member.value.value as unknown]));
  const state = fields.get("state");
  if (state !== undefined && state !== "done" && state !== "not-applicable") return undefined;
  const text = (field: "by" | "on" | "note") => {
    const found = fields.get(field);
    return typeof found === "string" && found.trim() !== "" ? { [field]: found } : {};
  };
  return { ...(state === undefined ? {} : { state }), ...text("by"), ...text("on"), ...text("note") };
}

function newer(version: number): string {
  return `its version is ${version}, and this Django Preflight writes only version ${VERSION}; update it`;
}

/** Not `<`: that compares UTF-16 code units, so other programs would sort the same keys in another way. */
function compareCodePoints(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = left[i]!.codePointAt(0)! - right[i]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
