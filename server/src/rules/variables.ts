/** Settings that hold the text of an environment variable where a flag, a number or a list belongs. */

import { isString, type PythonEditor } from "../edits/python/editor";
import { type EnvironmentRead, environmentReadAt } from "../edits/python/environmentReads";
import { assignedName } from "../edits/python/settings";
import { EditSession } from "../edits/session";
import { type Plain, type PlainEnv, truthy } from "../settings/plain";
import { type Judgement, type Settings, VARIABLE } from "../settings/settings";
import { perDocument } from "../syntax/document";
import type { Expr, Stmt } from "../syntax/python/ast";
import type { RuleContext } from "./rule";
import { assignedValue } from "./settingEdits";
import { settingsSources } from "./settingsSources";
import { reasonOf, satisfied, undecided } from "./verdicts";

/**
 * Whether production needs a variable: "violated" if the settings do not load without it. A variable that turns DEBUG off is
 * no such variable, though it is set wherever DEBUG is off.
 */
export function judgeNeed(settings: Settings, name: string): Judgement {
  const judgement = settings.judge([VARIABLE + name], (value) => {
    if (value.kind === "none") return satisfied("the settings load without it");
    if (value.kind !== "env") return value.kind === "unknown" ? undecided(reasonOf(value)) : satisfied();
    return { state: "violated" };
  });
  if (judgement.state !== "violated") return judgement;
  const { dependsOn } = settings.outcomes(["DEBUG"], truthy);
  return dependsOn?.split(/\W+/).includes(name) ? undecided(`DEBUG depends on ${name}`) : judgement;
}

/** Words that mean off, and count as true as every text does that is not empty. */
export const SAYS_NO = /^(?:false|f|no|n|off|0|none)$/i;

/** What the fixes of flags take for yes. */
const YES = '{"1", "true", "yes", "on"}';

/** What the rules on booleans that are strings say first: "Any non-empty value of the variable X turns Y on". */
export function anyValue(variable: string, name: string): string {
  const setting = variable === name ? `the setting ${name}` : name;
  return `Any non-empty value of the variable ${variable} turns ${setting} on, even "False"`;
}

/** The title of their fixes. */
export const CONVERT_TITLE = 'Convert the value, so that "False" means off';

/** The text of a variable, as it is. */
export function isRawText(value: Plain): value is PlainEnv {
  return value.kind === "env" && value.type === "str" && value.text === value.name;
}

/** A value that a setting has in some world with DEBUG off. */
export function findReading<T extends Plain>(
  settings: Settings,
  name: string,
  test: (value: Plain) => value is T,
): T | undefined {
  // Most settings have no such value, and a question is cheaper than a list of all values with their conditions.
  const judgement = settings.judge([name], (value) => (test(value) ? { state: "violated" } : satisfied()));
  if (judgement.state === "satisfied") return undefined;
  const found = settings.readings(name).find(({ value }) => test(value))?.value;
  return found !== undefined && test(found) ? found : undefined;
}

/** `bool(...)`, or a call with a default that is no text, or one that says no. */
type Shape = "bool" | "default";

/** The settings that are assigned a call of a shape, in the files that the settings are written in. */
export function settingsAssigned(context: RuleContext, shape: Shape): readonly string[] {
  const { settings, snapshot } = context;
  const names = settingsSources(context).flatMap((path) => {
    const document = snapshot.file(path);
    const found = document === undefined ? [] : assignedCalls(document);
    return found.flatMap((each) => (each.shape === shape ? [each.name] : []));
  });
  return [...new Set(names)].filter((name) => settings.defines(name));
}

/** Found once for each version of a file, not at every key press. */
const assignedCalls = perDocument((document): readonly { readonly name: string; readonly shape: Shape }[] =>
  document.python().body.flatMap(({ statement }) => callsIn(statement)),
);

function callsIn(statement: Stmt): { readonly name: string; readonly shape: Shape }[] {
  switch (statement.type) {
    case "If":
      return [...statement.body, ...statement.orelse].flatMap(callsIn);
    case "Try":
      return [...statement.body, ...statement.orelse].flatMap(callsIn);
    case "Assign":
    case "AnnAssign": {
      const name = assignedName(statement);
      const shape = statement.value && shapeOf(statement.value);
      return name === undefined || shape === undefined || name.toUpperCase() !== name
        ? []
        : [{ name, shape }];
    }
    default:
      return [];
  }
}

/** What reads are called: `os.environ.get`, `getenv`, `env`, `env.bool`, `config`. */
const READ = /^(?:get|getenv|str|bool|_?env|(?:\w+_)?config)$/i;

function shapeOf(value: Expr): Shape | undefined {
  if (value.type !== "Call") return undefined;
  if (withoutBool(value) !== value) return "bool";
  const { func } = value;
  const callee = func.type === "Attribute" ? func.attr : func.type === "Name" ? func.id : "";
  if (!READ.test(callee)) return undefined;
  const fallbacks = [...value.args.slice(1), ...value.keywords.map(({ value: given }) => given)];
  return fallbacks.some(isTelling) ? "default" : undefined;
}

/** A default by which a text is told from something else. */
function isTelling(node: Expr): boolean {
  if (node.type !== "Constant") return node.type === "List" || node.type === "Tuple";
  const { constant } = node;
  return constant.kind === "str"
    ? SAYS_NO.test(constant.value)
    : ["bool", "int", "float"].includes(constant.kind);
}

export interface SettingRead {
  readonly session: EditSession;
  readonly editor: PythonEditor;
  /** All that the setting is assigned. */
  readonly value: Expr;
  readonly read: EnvironmentRead;
}

/**
 * The read of a variable that a setting is assigned, alone or within `bool()`, without a cast; also by these methods of an
 * `Env` object.
 */
export function uncastRead(
  context: RuleContext,
  name: string,
  methods: readonly string[] = [],
): SettingRead | undefined {
  const session = new EditSession(context.snapshot);
  const found = assignedValue(context, session, name);
  if (found === undefined) return undefined;
  const { editor, value } = found;
  const read = environmentReadAt(editor, withoutBool(value));
  if (read === undefined || read.cast !== undefined) return undefined;
  const text = read.method === undefined || [...methods, "str"].includes(read.method);
  return text ? { session, editor, value, read } : undefined;
}

/** `x` for `bool(x)`. */
export function withoutBool(node: Expr): Expr {
  const wrapped = node.type === "Call" && node.func.type === "Name" && node.func.id === "bool";
  return wrapped && node.args.length === 1 ? node.args[0]! : node;
}

/** Code that reads a flag from a variable by what its text says, with the default that the read has. */
export function flagCode(editor: PythonEditor, { node, variable, dialect, otherwise }: EnvironmentRead) {
  const fallback = otherwise === undefined ? undefined : flagDefault(otherwise);
  if (otherwise !== undefined && fallback === undefined) return undefined;
  switch (dialect.kind) {
    case "environ": {
      const code = fallback === undefined ? "" : `, default=${fallback ? "True" : "False"}`;
      return `${dialect.name}.bool("${variable}"${code})`;
    }
    case "decouple": {
      const code = fallback === undefined ? "" : `, default=${fallback ? "True" : "False"}`;
      return `${dialect.name}("${variable}"${code}, cast=bool)`;
    }
    case "pydantic":
      return isTextField(otherwise) ? `${editor.source(node)}.lower() in ${YES}` : undefined;
    case "os": {
      if (node.type === "Subscript") return `${editor.source(node)}.lower() in ${YES}`;
      if (node.type !== "Call") return undefined;
      const text = fallback ? "true" : "";
      return `${editor.source(node.func)}("${variable}", "${text}").lower() in ${YES}`;
    }
  }
}

/** Whether a field of a settings class whose type is `str` is always a text. */
export function isTextField(otherwise: Expr | undefined): boolean {
  return otherwise === undefined || isString(otherwise);
}

/** Whether a default means yes; undefined where it is not written down. */
function flagDefault(otherwise: Expr): boolean | undefined {
  if (otherwise.type !== "Constant") return undefined;
  const { constant } = otherwise;
  switch (constant.kind) {
    case "none":
      return false;
    case "bool":
      return constant.value;
    case "int":
      return constant.value !== 0n;
    case "str":
      return constant.value !== "" && !SAYS_NO.test(constant.value);
    default:
      return undefined;
  }
}

/** Names of flags; `API_KEY = os.environ.get("API_KEY", False)` means a text or nothing. */
const FLAG_NAME =
  /^(?:USES?|IS|HAS|ENABLED?|DISABLED?|ALLOWS?|WITH|SHOW|FORCE|REQUIRE|SKIP)_|_(?:ENABLED?|DISABLED?|ON|OFF|ACTIVE|ALLOWED|REQUIRED)$|_(?:IS|USES?|HAS)_/;

/** Whether a setting is meant to be true or false, given one of its values that is. */
export function isMeantAsFlag(name: string, value: boolean): boolean {
  return value || FLAGS.has(name) || FLAG_NAME.test(name);
}

/** Django's settings that are true or false, other than DEBUG, and those of libraries that are read in the same way. */
export const FLAGS: ReadonlySet<string> = new Set([
  "APPEND_SLASH",
  "CORS_ALLOW_ALL_ORIGINS",
  "CORS_ALLOW_CREDENTIALS",
  "CORS_ALLOW_PRIVATE_NETWORK",
  "CORS_ORIGIN_ALLOW_ALL",
  "CSRF_COOKIE_HTTPONLY",
  "CSRF_COOKIE_SECURE",
  "CSRF_USE_SESSIONS",
  "DEBUG_PROPAGATE_EXCEPTIONS",
  "EMAIL_USE_LOCALTIME",
  "EMAIL_USE_SSL",
  "EMAIL_USE_TLS",
  "LANGUAGE_COOKIE_HTTPONLY",
  "LANGUAGE_COOKIE_SECURE",
  "PREPEND_WWW",
  "SECURE_CONTENT_TYPE_NOSNIFF",
  "SECURE_HSTS_INCLUDE_SUBDOMAINS",
  "SECURE_HSTS_PRELOAD",
  "SECURE_SSL_REDIRECT",
  "SESSION_COOKIE_HTTPONLY",
  "SESSION_COOKIE_SECURE",
  "SESSION_EXPIRE_AT_BROWSER_CLOSE",
  "SESSION_SAVE_EVERY_REQUEST",
  "USE_I18N",
  "USE_THOUSAND_SEPARATOR",
  "USE_TZ",
  "USE_X_FORWARDED_HOST",
  "USE_X_FORWARDED_PORT",
]);

/** A read with python-decouple that has a default which is no text, but no cast. */
export function uncastDecoupleRead(context: RuleContext, name: string): SettingRead | undefined {
  const found = uncastRead(context, name);
  if (found === undefined || found.value !== found.read.node || found.read.dialect.kind !== "decouple")
    return undefined;
  const { otherwise } = found.read;
  if (otherwise?.type === "List" || otherwise?.type === "Tuple") return found;
  if (otherwise?.type !== "Constant") return undefined;
  const { constant } = otherwise;
  if (constant.kind === "bool") return isMeantAsFlag(name, constant.value) ? found : undefined;
  return constant.kind === "int" || constant.kind === "float" ? found : undefined;
}
