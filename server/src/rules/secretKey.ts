/** What the rules on SECRET_KEY share. Nothing here may put the key into a message. */
import type { FileChange } from "../edits/edit";
import { dialectAt, environmentRead } from "../edits/python/dialect";
import type { PythonEditor } from "../edits/python/editor";
import { type EnvironmentRead, environmentReadAt, environmentReads } from "../edits/python/environmentReads";
import { EditSession } from "../edits/session";
import { type Plain, RANDOM } from "../settings/plain";
import type { Answer, Judgement } from "../settings/settings";
import type { Expr } from "../syntax/python/ast";
import { descendants, type PythonNode } from "../syntax/python/find";
import type { Fix, RuleContext } from "./rule";
import { assignedValue, isInherited, readFromEnvironment, setValue } from "./settingEdits";
import { reasonOf, satisfied, undecided } from "./verdicts";

const SECRET_KEY_VARIABLE = "DJANGO_SECRET_KEY";
export const FALLBACKS_VARIABLE = "DJANGO_SECRET_KEY_FALLBACKS";

/** What startproject puts before the keys that it makes. */
export const INSECURE_PREFIX = "django-insecure-";

/** "violated" for a key that is known here, and therefore to everybody who can read the repository. */
export function knownKey(key: Plain): Answer {
  if (key.kind === "env") return satisfied(`it comes from the environment variable ${key.name}`);
  // Django refuses to start then, which is no leak.
  if (key.kind === "none") return satisfied("no key is in the source");
  if (key.kind === "unknown" && key.reason === RANDOM) return satisfied("it is made anew at every start");
  if (key.kind !== "str" && key.kind !== "bytes") return undecided(reasonOf(key));
  return key.value === "" ? satisfied("no key is in the source") : { state: "violated", at: key.at };
}

/** Whether the key stands in the source, rather than in a variable whose value is known. */
export function isWritten(context: RuleContext, judgement: Judgement): boolean {
  if (judgement.state !== "violated") return false;
  const found = assignedValue(context, new EditSession(context.snapshot), "SECRET_KEY");
  return found === undefined || environmentReads(found.editor, found.value).length === 0;
}

/** The variable that app.json asks for or makes up for the key already; else the usual one. */
function keyVariable({ project }: RuleContext): string {
  // A value that stands there is in the repository, and no key to use.
  const asked = (project.deployment.appJson?.env ?? []).filter(({ value }) => value === undefined);
  const names = [SECRET_KEY_VARIABLE, "SECRET_KEY"];
  return names.find((name) => asked.some((each) => each.name === name)) ?? SECRET_KEY_VARIABLE;
}

/** Takes the key out of the source. */
export const readKeyFromEnvironment: Fix = {
  title: (context) => {
    const variable = keyVariable(context);
    return `Read SECRET_KEY from ${variable === "SECRET_KEY" ? "the environment" : variable}`;
  },
  safety: "review",
  preferred: true,
  edits: (context) => readFromEnvironment(context, "SECRET_KEY", keyVariable(context), "required"),
};

/** Whether a key is too short, or of too few different characters, for Django's deployment check. */
export function isWeak(key: string): boolean {
  const characters = [...key];
  return characters.length < 50 || new Set(characters).size < 5;
}

/**
 * Reads the key from its variable without a default, so that production does not start where it is missing.
 * @param isReplaced whether a default, or none, is one that the fix takes away.
 */
export function requireVariable(
  context: RuleContext,
  isReplaced: (otherwise: Expr | undefined) => boolean,
): readonly FileChange[] | undefined {
  const found = assignedValue(context, new EditSession(context.snapshot), "SECRET_KEY");
  const read = found && readWithDefault(found.editor, found.value, isReplaced);
  if (
    read === undefined ||
    (!isInherited(context, "SECRET_KEY") && isReplacedBelow(found!.editor, found!.value))
  )
    return undefined;
  return setValue(context, "SECRET_KEY", (editor, offset) => {
    const dialect = dialectAt(editor, offset);
    // `getenv` cannot require a variable, so the module's way of naming os.environ takes its place.
    const same = dialect.kind === read.dialect.kind && (dialect.kind === "os" || dialect.kind === "pydantic");
    const own = isInherited(context, "SECRET_KEY") || same;
    return environmentRead(editor, offset, read.variable, "required", own ? dialect : read.dialect);
  });
}

/** Whether code below a value asks for the key, or sets it again: a development that lacks the variable runs with that. */
function isReplacedBelow(editor: PythonEditor, value: Expr): boolean {
  const isKey = (node: PythonNode) => node.type === "Name" && node.id === "SECRET_KEY";
  return editor.statements
    .filter(({ start }) => start > value.end)
    .flatMap((statement) => [...descendants(statement)])
    .some(
      (node) =>
        (node.type === "Assign" && node.targets.some(isKey)) ||
        (node.type === "If" && [...descendants(node.test)].some(isKey)),
    );
}

/** The title of a fix made with `requireVariable`. */
export function requireTitle(context: RuleContext): string {
  return isInherited(context, "SECRET_KEY")
    ? "Require the variable in the production settings"
    : "Remove the default";
}

/** The read in `read(..., default)`, or `read(...) or default`. */
function readWithDefault(
  editor: PythonEditor,
  value: Expr,
  isReplaced: (otherwise: Expr | undefined) => boolean,
): EnvironmentRead | undefined {
  const alternative = value.type === "BoolOp" && value.op === "or" ? value : undefined;
  const read = environmentReadAt(editor, alternative?.left ?? value);
  if (read === undefined || (alternative === undefined && read.node.type === "Subscript")) return undefined;
  const otherwise = alternative?.right ?? read.otherwise;
  const isOther = otherwise !== undefined && environmentReads(editor, otherwise).length > 0;
  return !isOther && isReplaced(otherwise) ? read : undefined;
}

/** Lets Heroku make up the key of a new app, where app.json gives one. */
export const generateKey: Fix = {
  title: "Generate the key on Heroku, for each new app",
  safety: "review",
  preferred: true,
  edits({ snapshot, project }, { at }) {
    const { appJson } = project.deployment;
    const text = snapshot.file(at.file)?.text;
    if (text === undefined || appJson === undefined || at.file !== appJson.path) return undefined;
    const variable = appJson.env.find(({ valueRange }) => valueRange?.start === at.start);
    if (variable === undefined) return undefined;
    const key = /"value"\s*:\s*$/.exec(text.slice(variable.nameRange.end, at.start));
    const edit =
      key === null
        ? { start: at.start, end: at.end, text: '{ "generator": "secret" }' }
        : { start: variable.nameRange.end + key.index, end: at.end, text: '"generator": "secret"' };
    return [{ kind: "edit", path: at.file, edits: [edit] }];
  },
};
