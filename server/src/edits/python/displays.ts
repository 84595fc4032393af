/** Inserts, moves and removes the items of list, tuple, set and dict displays, and the arguments of calls, in their layout. */
import type { Call, Dict, Expr, Sequence } from "../../syntax/python/ast";
import type { Range } from "../../syntax/text";
import type { PythonEditor, Quote } from "./editor";

export type Display = Sequence | Dict;

export function isSequence(node: Expr | undefined): node is Sequence {
  return node?.type === "List" || node?.type === "Tuple" || node?.type === "Set";
}

/** An item with the parentheses around it and the comma behind it. */
interface Slot extends Range {
  /** The offset of the comma, if there is one. */
  readonly comma: number | undefined;
}

interface Layout {
  /** The offsets between the brackets. */
  readonly inside: Range;
  /** True for a tuple without parentheses, which must stay on its line. */
  readonly bare: boolean;
  readonly slots: readonly Slot[];
}

/** Where an item goes: the first, the last, or behind the item with this index. */
export type Place = "first" | "last" | { readonly after: number };

/** Inserts an item, given as code. */
export function insertItem(editor: PythonEditor, display: Display, code: string, place: Place): void {
  insertItems(editor, display, [code], place);
}

/** Inserts items, one after the other: on the line, or each on a line of its own. */
export function insertItems(
  editor: PythonEditor,
  display: Display | Call,
  codes: readonly string[],
  place: Place,
): void {
  const layout = layoutOf(editor, display);
  const last = layout.slots.length - 1;
  const after = place === "first" ? -1 : place === "last" ? last : place.after;
  const quote = editor.quote(display);
  // A tuple of one item needs its comma.
  if (last < 0) insertOnly(editor, layout, codes, display.type === "Tuple" ? "," : "", quote);
  else if (after < 0) insertFirst(editor, layout, codes, quote);
  else insertBehind(editor, layout, after, codes, quote);
}

/** Moves an item behind another one, or to the front (-1). The comments that belong to it go with it. */
export function moveItem(editor: PythonEditor, display: Display, from: number, after: number): void {
  if (after === from - 1 || after === from) return;
  const layout = layoutOf(editor, display);
  const slot = layout.slots[from]!;
  if (after < 0) {
    moveToFront(editor, layout, from);
    return;
  }
  const target = layout.slots[after]!;
  const lines = isMultiline(editor, layout, after) ? ownLines(editor, layout, from) : undefined;
  if (lines === undefined) {
    editor.insertText(target.end, `, ${editor.source(slot)}`);
    removeItem(editor, layout, from);
    return;
  }
  // The item above the moved lines may have had no comma.
  if (target.comma === undefined) editor.insertText(target.end, ",");
  editor.insertText(
    editor.lineEnd(target.comma ?? target.end),
    editor.newline + withComma(editor, slot, lines),
  );
  editor.replaceText({ start: lines.start, end: editor.nextLine(lines.end) }, "");
}

function moveToFront(editor: PythonEditor, layout: Layout, from: number): void {
  const { inside, slots } = layout;
  const first = slots[0]!;
  const opening = editor.lineEnd(inside.start);
  const below = editor.startsLine(first.start) && opening < first.start;
  const lines = below ? ownLines(editor, layout, from) : undefined;
  if (lines === undefined) {
    editor.insertText(first.start, `${editor.source(slots[from]!)}, `);
    removeItem(editor, layout, from);
    return;
  }
  editor.insertText(opening, editor.newline + withComma(editor, slots[from]!, lines));
  editor.replaceText({ start: lines.start, end: editor.nextLine(lines.end) }, "");
}

/** The text of whole lines of an item, which needs a comma where it goes. */
function withComma(editor: PythonEditor, { end, comma }: Slot, lines: Range): string {
  const text = editor.source(lines);
  const offset = end - lines.start;
  return comma === undefined ? `${text.slice(0, offset)},${text.slice(offset)}` : text;
}

/** Removes one of several items, with its line where it has one for itself; false where a lone item would be left. */
export function removeItemAt(editor: PythonEditor, display: Display, index: number): boolean {
  const layout = layoutOf(editor, display);
  // A tuple of one needs a comma, and a set cannot be empty.
  const least = display.type === "List" || display.type === "Dict" ? 2 : 3;
  if (layout.slots.length < least) return false;
  removeSlot(editor, layout, index);
  return true;
}

function removeSlot(editor: PythonEditor, layout: Layout, index: number): void {
  const lines = ownLines(editor, layout, index);
  if (lines === undefined) removeItem(editor, layout, index);
  else editor.replaceText({ start: lines.start, end: editor.nextLine(lines.end) }, "");
}

/** Removes a key, given as a string, of a dict display with several; false where it has it not once. */
export function removeKey(editor: PythonEditor, display: Dict, key: string): boolean {
  const found = display.entries.flatMap((entry, n) => (stringValue(entry.key) === key ? [n] : []));
  return found.length === 1 && removeItemAt(editor, display, found[0]!);
}

/**
 * Gives a call keyword arguments: in place of the values that they have, or as its last ones. False where `*args` or
 * `**kwargs` may hold them.
 */
export function setKeywords(
  editor: PythonEditor,
  call: Call,
  values: readonly (readonly [name: string, code: string])[],
): boolean {
  const written = (name: string) => call.keywords.find(({ arg }) => arg === name)?.value;
  const missing = values.filter(([name]) => written(name) === undefined);
  const open = call.args.some(({ type }) => type === "Starred" || type === "GeneratorExp");
  if (missing.length > 0 && (open || call.keywords.some(({ arg }) => arg === undefined))) return false;
  for (const [name, code] of values) {
    const value = written(name);
    if (value !== undefined) editor.replace(value, code, editor.quote(call));
  }
  if (missing.length > 0)
    insertItems(
      editor,
      call,
      missing.map(([name, code]) => `${name}=${code}`),
      "last",
    );
  return true;
}

/** Removes a keyword argument; false where the call has it not. */
export function removeKeyword(editor: PythonEditor, call: Call, name: string): boolean {
  const index = argumentsOf(call).findIndex((argument) => "arg" in argument && argument.arg === name);
  if (index < 0) return false;
  removeSlot(editor, layoutOf(editor, call), index);
  return true;
}

/** The arguments of a call in the order in which they are written. */
function argumentsOf({ args, keywords }: Call): readonly (Expr | Call["keywords"][number])[] {
  return [...args, ...keywords].sort((a, b) => a.start - b.start);
}

/** Removes several keys of a dict display that has others, too; false where one occurs twice. */
export function removeKeys(editor: PythonEditor, display: Dict, keys: readonly string[]): boolean {
  const indices = display.entries.flatMap(({ key }, n) => (keys.includes(stringValue(key) ?? "") ? [n] : []));
  if (indices.length !== keys.length || indices.length === display.entries.length) return false;
  if (new Set(indices.map((n) => stringValue(display.entries[n]!.key))).size !== keys.length) return false;
  const layout = layoutOf(editor, display);
  const { slots, inside } = layout;
  const removed = (n: number) => indices.includes(n);
  const lines = indices.map((n) => ownLines(editor, layout, n));
  if (!lines.includes(undefined)) {
    for (const { start, end } of lines as readonly Range[])
      editor.replaceText({ start, end: editor.nextLine(end) }, "");
    return true;
  }
  if (editor.source(inside).includes("#")) return false;
  for (let first = 0; first < slots.length; first++) {
    if (!removed(first) || removed(first - 1)) continue;
    const next = slots.findIndex((_, n) => n > first && !removed(n));
    // Those at the end go with the comma before them; their own, if any, becomes that of the item before.
    const range =
      next < 0
        ? { start: slots[first - 1]!.end, end: slots[slots.length - 1]!.end }
        : { start: slots[first]!.start, end: slots[next]!.start };
    editor.replaceText(range, "");
  }
  return true;
}

/** The value of a dict display's string key. */
export function dictValue(display: Expr | undefined, key: string): Expr | undefined {
  if (display?.type !== "Dict") return undefined;
  return display.entries.findLast((entry) => stringValue(entry.key) === key)?.value;
}

export function stringValue(node: Expr | undefined): string | undefined {
  return node?.type === "Constant" && node.constant.kind === "str" ? node.constant.value : undefined;
}

/** The index of the item of a sequence display that is this string. */
export function indexOfString(display: Sequence, value: string): number {
  return display.items.findIndex((item) => stringValue(item) === value);
}

// ---------------------------------------------------------------- layout

/** Reads what stands between the items: white space, comments, commas, and parentheses around items. */
function layoutOf(editor: PythonEditor, display: Display | Call): Layout {
  const items = itemsOf(display);
  const bare = display.type === "Tuple" && isBareTuple(editor, display);
  const opening = display.type === "Call" ? openingOf(editor, display) : display.start;
  const inside = bare ? display : { start: opening + 1, end: display.end - 1 };
  const slots: Slot[] = [];
  let from: number = inside.start;
  items.forEach((item, i) => {
    const opening = marks(editor, from, item.start).find(({ mark }) => mark === "(" || mark === "*");
    const behind = marks(editor, item.end, items[i + 1]?.start ?? inside.end);
    const closing = beforeComma(behind).at(-1);
    const comma = behind.find(({ mark }) => mark === ",")?.at;
    const end = closing === undefined ? item.end : closing.at + 1;
    slots.push({ start: opening?.at ?? item.start, end, comma });
    from = comma === undefined ? end : comma + 1;
  });
  return { inside, bare, slots };
}

function itemsOf(display: Display | Call): readonly Range[] {
  if (display.type === "Call") return argumentsOf(display);
  if (isSequence(display)) return display.items;
  return display.entries.map(({ key, value }) => ({ start: (key ?? value).start, end: value.end }));
}

/** The offset of the parenthesis of a call; the function before it may have some of its own around it. */
function openingOf(editor: PythonEditor, { func, end }: Call): number {
  const [first] = marks(editor, func.end, end).filter(({ mark }) => mark === "(");
  return first!.at;
}

/** `a, b` without parentheses around it: those before the first item close before its comma. */
function isBareTuple(editor: PythonEditor, { start, end, items }: Sequence): boolean {
  const first = items[0];
  if (first === undefined) return false;
  const opened = marks(editor, start, first.start).filter(({ mark }) => mark === "(");
  const closed = beforeComma(marks(editor, first.end, items[1]?.start ?? end));
  return opened.length === closed.length;
}

interface Mark {
  readonly mark: string;
  readonly at: number;
}

/** The punctuation between two items, without what is in comments. */
function marks(editor: PythonEditor, start: number, end: number): Mark[] {
  const out: Mark[] = [];
  for (let i = start; i < end; i++) {
    const mark = editor.text[i]!;
    if (mark === "#") i = editor.lineEnd(i);
    else if ("(),*".includes(mark)) out.push({ mark, at: i });
  }
  return out;
}

function beforeComma(found: readonly Mark[]): readonly Mark[] {
  const comma = found.findIndex(({ mark }) => mark === ",");
  return comma < 0 ? found : found.slice(0, comma);
}

/** Whether what comes behind an item stands on a line of its own. */
function isMultiline(editor: PythonEditor, { inside, bare, slots }: Layout, index: number): boolean {
  const { comma, end } = slots[index]!;
  const lineEnd = editor.lineEnd(end);
  if (bare || (comma !== undefined && lineEnd < comma)) return false;
  return lineEnd < (slots[index + 1]?.start ?? inside.end);
}

/** The lines of an item that shares them with no other, with the comments above that are about it alone. */
function ownLines(editor: PythonEditor, { inside, slots }: Layout, index: number): Range | undefined {
  const slot = slots[index]!;
  const end = editor.lineEnd(slot.comma ?? slot.end);
  if (!editor.startsLine(slot.start) || end > (slots[index + 1]?.start ?? inside.end)) return undefined;
  const next = editor.nextLine(end);
  const below = editor.source({ start: next, end: editor.lineEnd(next) });
  // A comment above several items stays with those that stay.
  const alone = index === slots.length - 1 || /^\s*(?:#.*)?$/.test(below);
  let start = editor.lineStart(slot.start);
  while (alone) {
    const above = editor.lineStart(editor.previousLineEnd(start));
    if (above <= inside.start || !/^\s*#/.test(editor.source({ start: above, end: start }))) break;
    start = above;
  }
  return { start, end };
}

// ---------------------------------------------------------------- changes

function insertOnly(
  editor: PythonEditor,
  { inside }: Layout,
  codes: readonly string[],
  comma: string,
  quote: Quote,
): void {
  const content = editor.source(inside);
  if (!/[\r\n]/.test(content)) {
    const code = codes.join(", ") + comma;
    editor.replaceText(inside, editor.styled(code, editor.indentation(inside.start), quote));
    return;
  }
  // Brackets on different lines, with nothing but comments between them.
  const indentation = editor.indentation(inside.start) + editor.indentUnit;
  const at = inside.start + content.trimEnd().length;
  const rows = editor.styled(codes.join(",\n"), indentation, quote);
  editor.insertText(at, `${editor.newline}${indentation}${rows},`);
}

function insertFirst(
  editor: PythonEditor,
  { inside, bare, slots }: Layout,
  codes: readonly string[],
  quote: Quote,
): void {
  const first = slots[0]!;
  if (editor.startsLine(first.start) && editor.lineEnd(inside.start) < first.start) {
    const indentation = editor.indentation(first.start);
    const styled = editor.styled(codes.join(",\n"), indentation, quote);
    editor.insertText(editor.lineEnd(inside.start), `${editor.newline}${indentation}${styled},`);
    return;
  }
  const second = slots[1];
  const hanging = !bare && second !== undefined && editor.startsLine(second.start);
  const indentation = editor.indentation(hanging ? second.start : first.start);
  const separator = hanging ? editor.newline + indentation : " ";
  const code = codes.join(hanging ? ",\n" : ", ");
  editor.insertText(first.start, `${editor.styled(code, indentation, quote)},${separator}`);
}

function insertBehind(
  editor: PythonEditor,
  layout: Layout,
  index: number,
  codes: readonly string[],
  quote: Quote,
): void {
  const { inside, bare, slots } = layout;
  const slot = slots[index]!;
  // The last of several lines may have the closing bracket behind it.
  const closing = !bare && index > 0 && index === slots.length - 1 && editor.startsLine(slot.start);
  if (!closing && !isMultiline(editor, layout, index)) {
    const code = editor.styled(codes.join(", "), editor.indentation(slot.end), quote);
    editor.insertText(slot.end, `, ${code}`);
    return;
  }
  const neighbour = [slot, slots[index + 1]].find((item) => item && editor.startsLine(item.start));
  const indentation =
    neighbour === undefined
      ? editor.indentation(slot.start) + editor.indentUnit
      : editor.indentation(neighbour.start);
  const row = editor.newline + indentation + editor.styled(codes.join(",\n"), indentation, quote);
  if (slot.comma !== undefined) {
    editor.insertText(Math.min(editor.lineEnd(slot.comma), inside.end), `${row},`);
    return;
  }
  editor.insertText(slot.end, ",");
  editor.insertText(Math.min(editor.lineEnd(slot.end), inside.end), row);
}

function removeItem(editor: PythonEditor, { slots }: Layout, index: number): void {
  const slot = slots[index]!;
  const next = slots[index + 1];
  const previous = slots[index - 1];
  const hasComment = (start: number, end: number) => editor.source({ start, end }).includes("#");
  if (next !== undefined && !hasComment(slot.end, next.start)) {
    editor.replaceText({ start: slot.start, end: next.start }, "");
  } else if (previous !== undefined && next === undefined && !hasComment(previous.end, slot.start)) {
    // The last item goes with the comma before it; its own, if any, becomes the comma of the item before.
    editor.replaceText({ start: previous.end, end: slot.end }, "");
  } else {
    // A comment stands between the item and its comma, or behind them.
    editor.replaceText({ start: slot.start, end: slot.end }, "");
    if (slot.comma !== undefined) editor.replaceText({ start: slot.comma, end: slot.comma + 1 }, "");
  }
}
