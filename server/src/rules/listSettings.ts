/** What the rules on settings that must be lists share: what Django takes for one, and how text becomes one. */
import type { FileChange } from "../edits/edit";
import { splitCode } from "../edits/python/dialect";
import { stringValue } from "../edits/python/displays";
import type { PythonEditor } from "../edits/python/editor";
import { type EnvironmentRead, environmentReadAt } from "../edits/python/environmentReads";
import { addImport } from "../edits/python/imports";
import { EditSession } from "../edits/session";
import type { Plain, Tri } from "../settings/plain";
import type { Settings } from "../settings/settings";
import type { Comprehension, Expr } from "../syntax/python/ast";
import { descendants } from "../syntax/python/find";
import type { RuleContext } from "./rule";
import { assignedValue } from "./settingEdits";
import { isTextField } from "./variables";

/** Whether a value is a list or a tuple, as Django's loader asks for some settings. */
export function isListOrTuple(value: Plain): Tri {
  switch (value.kind) {
    case "list":
    case "tuple":
      return true;
    case "unknown":
      return undefined;
    case "env":
      return value.type === "object" ? undefined : value.type === "list" || value.type === "tuple";
    default:
      return false;
  }
}

/** What Django's loader does with a setting that is no list. */
export function refusalOf(name: string, value: Plain): string {
  const kind = kindInWords(value);
  return kind === undefined
    ? `${name} is not a list or tuple, so Django refuses to start.`
    : `${name} is ${kind}: Django refuses to start with anything but a list or tuple.`;
}

/** The same for one that is no list as soon as a variable is set. */
export function refusalWhereSet(name: string, variable: string): string {
  return `As soon as the variable ${variable} is set, ${name} is a string instead of a list, and Django refuses to start.`;
}

function kindInWords(value: Plain): string | undefined {
  switch (value.kind) {
    case "str":
      return "a string";
    case "none":
      return "None";
    case "set":
      return "a set";
    case "env":
      if (value.type === "set" || value.type === "frozenset") return "a set";
      return value.type === "str" ? `the string in the variable ${value.name}` : undefined;
    default:
      return undefined;
  }
}

/** The variable that makes a setting something else than a list as soon as it is set, where it is a list without. */
export function variableThatIsNoList(settings: Settings, name: string): string | undefined {
  const readings = settings.variableReadings(name);
  if (readings === undefined || readings.set.length === 0) return undefined;
  const { variable, set, unset } = readings;
  const broken = set.every(({ value }) => isListOrTuple(value) === false);
  return broken && unset.every(({ value }) => isListOrTuple(value) === true) ? variable : undefined;
}

/**
 * Makes a setting a list where it is assigned text, or something that can be run through.
 * @param item what to call an item in code: "host".
 * @param itemsOf the items that a string stands for; undefined where that is no list worth having.
 */
export function makeList(
  context: RuleContext,
  name: string,
  item: string,
  itemsOf: (text: string) => readonly string[] | undefined,
): readonly FileChange[] | undefined {
  const session = new EditSession(context.snapshot);
  const found = assignedValue(context, session, name);
  if (found === undefined) return undefined;
  const { editor, value } = found;
  const text = stringValue(value);
  const items = text === undefined ? undefined : itemsOf(text);
  if (items !== undefined) {
    const only = items.length === 1 && items[0] === text ? editor.source(value) : undefined;
    const code = only ?? items.map((each) => `"${each}"`).join(", ");
    // `("example.com")` lacks a comma only.
    if (isParenthesised(editor, value)) editor.replace(value, items.length === 1 ? `${code},` : code);
    else editor.replace(value, `[${code}]`);
    return session.changes();
  }
  if (isSetOrGenerator(value) && /^[{(].*[})]$/s.test(editor.source(value))) {
    editor.replaceText({ start: value.start, end: value.start + 1 }, "[");
    editor.replaceText({ start: value.end - 1, end: value.end }, "]");
    return session.changes();
  }
  if (makesIterable(value)) {
    editor.insertText(value.start, "list(");
    editor.insertText(value.end, ")");
    return session.changes();
  }
  // Its parts are written anew.
  const read = /[\r\n]/.test(editor.source(value)) ? undefined : environmentReadAt(editor, value);
  const code = read && listRead(editor, read, item);
  if (code === undefined) return undefined;
  editor.replace(value, code);
  return session.changes();
}

function isParenthesised({ text }: PythonEditor, { start, end }: Expr): boolean {
  return /\([ \t]*$/.test(text.slice(Math.max(0, start - 20), start)) && /^[ \t]*\)/.test(text.slice(end));
}

function isSetOrGenerator({ type }: Expr): boolean {
  return type === "Set" || type === "SetComp" || type === "GeneratorExp";
}

/** A call of a built-in that gives something else to run through. */
function makesIterable(value: Expr): boolean {
  if (value.type !== "Call" || value.func.type !== "Name") return false;
  return ["map", "filter", "set", "frozenset"].includes(value.func.id);
}

/** Code for the list that the text of a variable stands for, in place of a read of the text. */
function listRead(editor: PythonEditor, read: EnvironmentRead, item: string): string | undefined {
  const { node, variable, otherwise, dialect } = read;
  const texts = otherwise === undefined ? [] : defaultTexts(otherwise);
  if (texts === undefined || read.cast !== undefined) return undefined;
  if (read.method !== undefined && read.method !== "str") return undefined;
  switch (dialect.kind) {
    case "environ": {
      const list = `[${texts.map((text) => `"${text}"`).join(", ")}]`;
      const rest = otherwise === undefined ? "" : `, default=${list}`;
      return `${dialect.name}.list("${variable}"${rest})`;
    }
    case "decouple": {
      const csv = addImport(editor, { module: "decouple", name: "Csv" }, node.start);
      const rest = otherwise === undefined ? "" : `default="${texts.join(",")}", `;
      return csv && `${dialect.name}("${variable}", ${rest}cast=${csv}())`;
    }
    case "pydantic":
      return isTextField(otherwise) ? splitCode(editor.source(node), item) : undefined;
    case "os":
      return node.type !== "Call"
        ? splitCode(editor.source(node), item)
        : splitCode(`${editor.source(node.func)}("${variable}", "${texts.join(",")}")`, item);
  }
}

/** The items that the default of a read stands for; undefined where that is not understood. */
function defaultTexts(otherwise: Expr): readonly string[] | undefined {
  const isPlain = (text: string) => /^[^"'\\,\s]+$/.test(text);
  if (otherwise.type === "Constant" && otherwise.constant.kind === "none") return [];
  const text = stringValue(otherwise);
  const texts =
    text !== undefined
      ? text.split(",").flatMap((part) => part.trim() || [])
      : otherwise.type === "List" || otherwise.type === "Tuple"
        ? otherwise.items.map((each) => stringValue(each) ?? "")
        : undefined;
  return texts?.every(isPlain) ? texts : undefined;
}

/**
 * Leaves empty strings out of the list that a setting is assigned: `text.split(",")`, a comprehension over one, or a display.
 */
export function leaveOutEmpty(
  context: RuleContext,
  name: string,
  item: string,
): readonly FileChange[] | undefined {
  const session = new EditSession(context.snapshot);
  const found = assignedValue(context, session, name);
  if (found === undefined) return undefined;
  const { editor, value } = found;
  const loops = [...descendants(value)].filter((node): node is Comprehension => node.type === "ListComp");
  const [loop] = loops;
  if (loops.length === 1 && loop!.clauses.length === 1) {
    const [clause] = loop!.clauses;
    if (clause?.type !== "for" || !isSplit(clause.iter)) return undefined;
    editor.insertText(clause.iter.end, ` if ${editor.source(loop!.element)}`);
    return session.changes();
  }
  if (loops.length > 0) return undefined;
  const isList = value.type === "Call" && value.func.type === "Name" && value.func.id === "list";
  const stripped = isSplit(value) ? `${item}.strip()` : item;
  if (!isSplit(value) && !isList && value.type !== "List") return undefined;
  editor.insertText(value.start, `[${stripped} for ${item} in `);
  editor.insertText(value.end, ` if ${stripped}]`);
  return session.changes();
}

/** `text.split(...)` */
function isSplit(node: Expr): boolean {
  return node.type === "Call" && node.func.type === "Attribute" && node.func.attr === "split";
}
