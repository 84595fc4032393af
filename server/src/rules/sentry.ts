/** What the rules on Sentry share: the options that `sentry_sdk.init` gets in production. */
import type { FileChange } from "../edits/edit";
import { environmentText } from "../edits/python/dialect";
import { EditSession } from "../edits/session";
import { entry, type Plain } from "../settings/plain";
import { type Answer, CALL, type Judgement } from "../settings/settings";
import { perDocument } from "../syntax/document";
import { absoluteStatements, descendants } from "../syntax/python/find";
import type { Location } from "../syntax/text";
import type { RuleContext } from "./rule";
import { notApplicable, reasonOf, satisfied, undecided } from "./verdicts";

export const SENTRY_CALL = `${CALL}sentry_sdk.init`;

/** Asks about the options of `sentry_sdk.init`; a question gets null for one that is not given. */
export function judgeSentry(
  { settings }: RuleContext,
  options: readonly string[],
  question: (...values: (Plain | null)[]) => Answer,
): Judgement {
  return settings.judge([SENTRY_CALL], (call) => {
    if (call.kind === "none") return notApplicable("the settings do not start Sentry");
    const dsn = entry(call, "dsn");
    if (dsn?.kind === "str" && dsn.value === "") return notApplicable("Sentry is off without a DSN");
    const values = options.map((option) => entry(call, option));
    const known = values.filter((value): value is Plain | null => value !== undefined);
    return known.length < values.length ? undecided(reasonOf(call)) : question(...known);
  });
}

/** Asks whether an option has a value that is wrong, if it is given. */
export function mustNotBe(value: Plain | null, isWrong: (value: Plain) => boolean | undefined): Answer {
  if (value === null) return satisfied();
  const wrong = isWrong(value);
  if (wrong === undefined) return undecided(reasonOf(value));
  return wrong ? { state: "violated", at: value.at } : satisfied();
}

/** Replaces a value by code that reads a variable, empty where it is missing. */
export function readAt(
  { snapshot }: RuleContext,
  at: Location,
  variable: string,
): readonly FileChange[] | undefined {
  const session = new EditSession(snapshot);
  const editor = session.python(at.file);
  const node = editor?.expression(at)?.node;
  if (editor === undefined || node?.type !== "Constant") return undefined;
  const code = environmentText(editor, node.start, variable, '""');
  if (code === undefined) return undefined;
  editor.replace(node, code);
  return session.changes();
}

/** Whether a file has to do with Sentry's SDK. */
export const mentionsSentry = perDocument((document) =>
  absoluteStatements(document.python()).some((statement) =>
    [...descendants(statement)].some(
      (node) =>
        (node.type === "Import" && node.names.some(({ name }) => isSentry(name))) ||
        (node.type === "ImportFrom" && node.level === 0 && isSentry(node.module)),
    ),
  ),
);

function isSentry(module: string): boolean {
  return module === "sentry_sdk" || module.startsWith("sentry_sdk.");
}

/** The call `sentry_sdk.init(...)` of a file that is no settings module. */
export const sentryStart = perDocument((document): Location | undefined => {
  if (!mentionsSentry(document)) return undefined;
  for (const statement of absoluteStatements(document.python())) {
    for (const node of descendants(statement)) {
      if (node.type !== "Call" || node.func.type !== "Attribute") continue;
      const { attr, value } = node.func;
      if (attr === "init" && value.type === "Name" && value.id === "sentry_sdk")
        return { file: document.path, start: node.start, end: node.end };
    }
  }
  return undefined;
});
