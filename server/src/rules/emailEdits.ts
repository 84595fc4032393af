/** Fixes of how production sends mail. */

import { EMAIL_SETTINGS } from "../django/startup/loader";
import type { FileChange } from "../edits/edit";
import { dialectAt, environmentText, namesInCode } from "../edits/python/dialect";
import { dictValue, insertItem, stringValue } from "../edits/python/displays";
import type { PythonEditor } from "../edits/python/editor";
import { addSetting, binds } from "../edits/python/settings";
import { EditSession } from "../edits/session";
import type { Expr, Stmt } from "../syntax/python/ast";
import { descendants } from "../syntax/python/find";
import { developmentBackend, isLocalHost, type MailOption, OPTION_SETTINGS, SMTP_BACKEND } from "./email";
import { isContradictory } from "./mailEncryption";
import {
  addForProduction,
  assignmentIn,
  debugWritten,
  readDebugFromEnvironment,
  runsWithoutDebugOnly,
} from "./production";
import type { RuleContext } from "./rule";
import { assignedValue, setValue } from "./settingEdits";
import { isAtLeast } from "./versions";

/** Whether mail is configured by MAILERS, for sure. */
export function usesMailers({ settings, project }: RuleContext): boolean {
  return settings.defines("MAILERS") && isAtLeast(project, "6.1");
}

// ---------------------------------------------------------------- an SMTP server

/** Code of the wanted settings of an SMTP server whose address and password are in variables. */
function serverSettings(
  editor: PythonEditor,
  offset: number,
  isWanted: (name: string) => boolean = () => true,
): readonly (readonly [string, string])[] | undefined {
  const text = (name: string, otherwise: string) => environmentText(editor, offset, name, otherwise);
  const settings: readonly (readonly [string, () => string | undefined])[] = [
    ["EMAIL_HOST", () => text("EMAIL_HOST", '"localhost"')],
    ["EMAIL_PORT", () => "587"],
    ["EMAIL_USE_TLS", () => "True"],
    ["EMAIL_HOST_USER", () => text("EMAIL_HOST_USER", '""')],
    ["EMAIL_HOST_PASSWORD", () => text("EMAIL_HOST_PASSWORD", '""')],
  ];
  const wanted = settings.filter(([name]) => isWanted(name));
  const out = wanted.flatMap(([name, code]) => {
    const written = code();
    return written === undefined ? [] : [[name, written] as const];
  });
  return out.length === wanted.length ? out : undefined;
}

/** An entry of MAILERS for the same server. */
function serverMailer(editor: PythonEditor, offset: number): string | undefined {
  const settings = new Map(serverSettings(editor, offset));
  if (settings.size === 0) return undefined;
  const options = (["host", "username", "password", "use_tls"] as const).map(
    (option) => `        "${option}": ${settings.get(OPTION_SETTINGS[option])},\n`,
  );
  return `{\n    "BACKEND": "${SMTP_BACKEND}",\n    "OPTIONS": {\n${options.join("")}    },\n}`;
}

/** Lets production send by SMTP, with the server from variables; development keeps what it has. */
export function sendBySmtp(context: RuleContext): readonly FileChange[] | undefined {
  const session = new EditSession(context.snapshot);
  const { module } = context.project.settings;
  const editor = module && session.python(module.path);
  if (editor === undefined) return undefined;
  const done = usesMailers(context)
    ? replaceMailer(context, session, editor)
    : replaceSettings(context, editor);
  if (!done) return undefined;
  if (debugWritten(context) && !readDebugFromEnvironment(context, session)) return undefined;
  return session.changes();
}

/** Whether development runs on the production module, with DEBUG telling the two apart. */
function isShared({ project, settings }: RuleContext): boolean {
  return project.settings.shared && settings.defines("DEBUG");
}

/** Where code for production can read the environment from: behind DEBUG, or at the end. */
function offsetForProduction(context: RuleContext, editor: PythonEditor): number {
  if (!isShared(context)) return editor.text.length;
  return editor.statements.findLast((each) => binds(each, ["DEBUG"]))?.end ?? editor.text.length;
}

/** Adds code for production, which must come behind what it replaces. */
function addBehind(
  context: RuleContext,
  editor: PythonEditor,
  code: string,
  names: readonly string[],
): boolean {
  const related = /^(?:EMAIL_|MAILERS$)/;
  const added = isShared(context)
    ? addForProduction(context, editor, code, related)
    : addSetting(editor, code, { related, needs: [...namesInCode(editor), "MAILERS"] });
  return added && areBefore(context, editor, names, editor.edits.at(-1)?.start ?? 0);
}

/** Whether settings are assigned nowhere in a file behind an offset, where they would replace what is added there. */
function areBefore(
  { settings }: RuleContext,
  { path }: PythonEditor,
  names: readonly string[],
  offset: number,
): boolean {
  return names
    .flatMap((name) => settings.assignment(name) ?? [])
    .every((at) => at.file !== path || at.end <= offset);
}

function replaceMailer(context: RuleContext, session: EditSession, editor: PythonEditor): boolean {
  const found = assignedValue(context, session, "MAILERS");
  const current = dictValue(found?.value, "default");
  if (found === undefined || current === undefined) return false;
  const own = found.editor === editor;
  if (own && !isShared(context)) {
    const code = serverMailer(editor, current.start);
    if (code === undefined || editor.source(current).includes("#")) return false;
    editor.replace(current, code);
    return true;
  }
  if (own && runsWithoutDebugOnly(editor, editor.statementAt(current)!)) return false;
  const code = serverMailer(editor, offsetForProduction(context, editor));
  return code !== undefined && addBehind(context, editor, `MAILERS["default"] = ${code}`, ["MAILERS"]);
}

/** How a mail server is talked to. */
const MODES: readonly string[] = ["EMAIL_PORT", "EMAIL_USE_TLS", "EMAIL_USE_SSL"];

/** The settings that production lacks: all of a server's, or the backend alone where it has a server. */
function missingSettings(
  { settings }: RuleContext,
  editor: PythonEditor,
  offset: number,
): readonly (readonly [string, string])[] | undefined {
  const backend =
    developmentBackend(settings.value("EMAIL_BACKEND")) === undefined
      ? []
      : [["EMAIL_BACKEND", `"${SMTP_BACKEND}"`] as const];
  const hasHost = settings.defines("EMAIL_HOST") && isLocalHost(settings.value("EMAIL_HOST")) !== true;
  const hasMode = MODES.some((name) => settings.defines(name));
  if ((hasHost || hasMode) && isContradictory(settings)) return undefined;
  if (hasHost) return backend;
  const server = serverSettings(
    editor,
    offset,
    (name) => name === "EMAIL_HOST" || (MODES.includes(name) ? !hasMode : !settings.defines(name)),
  );
  return server && [...backend, ...server];
}

function replaceSettings(context: RuleContext, editor: PythonEditor): boolean {
  const { settings } = context;
  const offset = offsetForProduction(context, editor);
  const wanted = missingSettings(context, editor, offset);
  if (wanted === undefined) return false;
  const rest: string[] = [];
  let last: Stmt | undefined;
  for (const [name, code] of wanted) {
    const location = settings.assignment(name);
    const statement = assignmentIn(editor, location, name);
    if (statement?.value !== undefined && (!isShared(context) || runsWithoutDebugOnly(editor, statement))) {
      // What the new code reads the environment with may not be there yet.
      const here = dialectAt(editor, statement.start).name;
      if (here !== dialectAt(editor, offset).name && name !== "EMAIL_BACKEND") return false;
      editor.replace(statement.value, code);
      last = statement;
    } else if (statement === undefined && location?.file === editor.path) return false;
    else rest.push(`${name} = ${code}`);
  }
  if (rest.length === 0) return true;
  const code = rest.join("\n");
  const names = wanted.map(([name]) => name);
  if (last === undefined) return addBehind(context, editor, code, names);
  return areBefore(context, editor, names, last.end) && editor.insertAfter(last, code);
}

// ---------------------------------------------------------------- single options

/** Gives the default mailer another value of an option. */
export function setMailOption(
  context: RuleContext,
  option: MailOption,
  code: (editor: PythonEditor, offset: number) => string | undefined,
): readonly FileChange[] | undefined {
  if (!usesMailers(context))
    return context.settings.defines("MAILERS") ? undefined : setValue(context, OPTION_SETTINGS[option], code);
  const session = new EditSession(context.snapshot);
  const found = assignedValue(context, session, "MAILERS");
  const mailer = dictValue(found?.value, "default");
  if (found === undefined || mailer?.type !== "Dict") return undefined;
  const text = code(found.editor, mailer.start);
  if (text === undefined) return undefined;
  const options = dictValue(mailer, "OPTIONS");
  if (options === undefined) insertItem(found.editor, mailer, `"OPTIONS": {"${option}": ${text}}`, "last");
  else if (options.type !== "Dict" || options.entries.some(({ key }) => key === undefined)) return undefined;
  else {
    const value = dictValue(options, option);
    if (value === undefined) insertItem(found.editor, options, `"${option}": ${text}`, "last");
    else found.editor.replace(value, text);
  }
  return session.changes();
}

/** Adds the entry "default" to MAILERS, with a server from variables. */
export function addDefaultMailer(context: RuleContext): readonly FileChange[] | undefined {
  const session = new EditSession(context.snapshot);
  const found = assignedValue(context, session, "MAILERS");
  if (found?.value.type !== "Dict") return undefined;
  const code = serverMailer(found.editor, found.value.start);
  if (code === undefined) return undefined;
  insertItem(found.editor, found.value, `"default": ${code}`, "last");
  return session.changes();
}

// ---------------------------------------------------------------- from EMAIL_ settings to MAILERS

interface Move {
  readonly editor: PythonEditor;
  /** In the order of the file. */
  readonly statements: readonly Stmt[];
  /** The values by the settings' names. */
  readonly values: ReadonlyMap<string, Expr>;
}

/** The assignments of the settings that MAILERS replaces: all in one block, and their names used nowhere else. */
function oldSettings({ settings }: RuleContext, session: EditSession): Move | undefined {
  const names = EMAIL_SETTINGS.filter((name) => settings.defines(name));
  const path = settings.assignment(names[0] ?? "")?.file;
  const editor = path === undefined ? undefined : session.python(path);
  if (editor === undefined) return undefined;
  const values = new Map<string, Expr>();
  const statements: Stmt[] = [];
  for (const name of names) {
    const statement = assignmentIn(editor, settings.assignment(name), name);
    if (statement?.value === undefined || settings.history(name).some(({ kind }) => kind === "changed"))
      return undefined;
    values.set(name, statement.value);
    statements.push(statement);
  }
  const blocks = new Set(statements.map((statement) => editor.blockOf(statement)));
  if (blocks.size !== 1 || mentions(editor, EMAIL_SETTINGS) !== names.length) return undefined;
  return { editor, values, statements: statements.sort((a, b) => a.start - b.start) };
}

/** How often names occur in a module. */
function mentions(editor: PythonEditor, names: readonly string[]): number {
  const all = editor.statements.flatMap((statement) => [...descendants(statement)]);
  return all.filter((node) => node.type === "Name" && names.includes(node.id)).length;
}

/** Keys of OPTIONS in the order in which they are written. */
const MOVED: readonly (readonly [key: string, setting: string])[] = [
  ["host", "EMAIL_HOST"],
  ["port", "EMAIL_PORT"],
  ["username", "EMAIL_HOST_USER"],
  ["password", "EMAIL_HOST_PASSWORD"],
  ["use_tls", "EMAIL_USE_TLS"],
  ["use_ssl", "EMAIL_USE_SSL"],
  ["timeout", "EMAIL_TIMEOUT"],
  ["ssl_keyfile", "EMAIL_SSL_KEYFILE"],
  ["ssl_certfile", "EMAIL_SSL_CERTFILE"],
];

/** An entry of MAILERS that does what the old settings do; undefined where the backend's options are not known. */
function movedMailer({ settings }: RuleContext, { editor, values }: Move): string | undefined {
  const source = (name: string, otherwise?: string) => {
    const value = values.get(name);
    return value === undefined ? otherwise : editor.source(value);
  };
  const backend = settings.value("EMAIL_BACKEND");
  if (backend.kind !== "str") return undefined;
  const isSmtp = backend.value === SMTP_BACKEND;
  if (isSmtp && isContradictory(settings)) return undefined;
  const development = developmentBackend(backend);
  // Django refuses options that a backend does not know, and other packages' backends may not be ready for MAILERS.
  const isAnymail = backend.value.startsWith("anymail.") && values.size === 1;
  if (!isSmtp && development === undefined && !isAnymail) return undefined;
  const options: (readonly [string, string | undefined])[] = isSmtp
    ? MOVED.map(([key, name]) => {
        // Without them Django would choose other ones now.
        if (key === "host") return [key, source(name, '"localhost"')];
        const hasMode = values.has("EMAIL_USE_TLS") || values.has("EMAIL_USE_SSL");
        return [key, source(name, key === "port" && hasMode ? "25" : undefined)];
      })
    : development === "filebased"
      ? [["file_path", source("EMAIL_FILE_PATH")]]
      : [];
  const lines = options.flatMap(([key, code]) =>
    code === undefined ? [] : [`        "${key}": ${code},\n`],
  );
  // Code over several lines would lose its indentation.
  const path = source("EMAIL_BACKEND");
  if ([...lines, path ?? ""].some((line) => /[\r\n]./.test(line))) return undefined;
  const first = path === undefined ? "" : `    "BACKEND": ${path},\n`;
  return `{\n${first}${lines.length === 0 ? "" : `    "OPTIONS": {\n${lines.join("")}    },\n`}}`;
}

/** Replaces the old settings by MAILERS, or by its entry "default" where there is one. */
export function moveToMailers(context: RuleContext): readonly FileChange[] | undefined {
  const session = new EditSession(context.snapshot);
  const move = oldSettings(context, session);
  const code = move && movedMailer(context, move);
  if (move === undefined || code === undefined) return undefined;
  const { editor, statements } = move;
  if (context.settings.defines("MAILERS")) {
    const found = assignedValue(context, session, "MAILERS");
    const current = dictValue(found?.value, "default");
    if (found?.editor !== editor || current === undefined || editor.source(current).includes("#"))
      return undefined;
    // The values may use names that stand between the two.
    const block = editor.blockOf(statements[0]!);
    const statement = editor.statementAt(found.value)!;
    if (!block.includes(statement) || !areConstant(move, statement)) return undefined;
    editor.replace(current, code);
    return deleteAll(editor, statements, true) ? session.changes() : undefined;
  }
  const last = statements.at(-1)!;
  if (!editor.standsAlone(last)) return undefined;
  editor.replace(last, `MAILERS = {\n${indented(`"default": ${code},`)}\n}`);
  return deleteAll(editor, statements.slice(0, -1), true) ? session.changes() : undefined;
}

/** Whether the values mean the same at another statement: they stand before it, or use only names from before it. */
function areConstant({ editor, values, statements }: Move, statement: Stmt): boolean {
  if (statements.every((each) => each.end <= statement.start)) return true;
  const names = [...values.values()].flatMap((value) =>
    [...descendants(value)].flatMap((node) => (node.type === "Name" ? [node.id] : [])),
  );
  return !editor.statements.some((each) => each.end > statement.start && binds(each, names));
}

/** Deletes the old settings, which MAILERS has replaced already. */
export function removeOldSettings(context: RuleContext): readonly FileChange[] | undefined {
  const session = new EditSession(context.snapshot);
  const move = oldSettings(context, session);
  return move && deleteAll(move.editor, move.statements, false) ? session.changes() : undefined;
}

/** Deletes statements of one block, which must keep others. */
function deleteAll(editor: PythonEditor, statements: readonly Stmt[], filled: boolean): boolean {
  const first = statements[0];
  if (first === undefined) return true;
  const block = editor.blockOf(first);
  if (!filled && !editor.statements.includes(first) && block.length <= statements.length) return false;
  return statements.every((statement) => editor.delete(statement));
}

function indented(code: string): string {
  return code
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
}

/** Writes MAILERS as the settings of older versions, where it holds nothing that those cannot say. */
export function mailersToSettings(context: RuleContext): readonly FileChange[] | undefined {
  const session = new EditSession(context.snapshot);
  const found = assignedValue(context, session, "MAILERS");
  if (found === undefined || found.value.type !== "Dict" || found.value.entries.length !== 1)
    return undefined;
  const { editor } = found;
  const statement = editor.statementAt(found.value);
  const mailer = dictValue(found.value, "default");
  if (statement === undefined || mailer?.type !== "Dict" || editor.source(statement).includes("#"))
    return undefined;
  if (!editor.standsAlone(statement) || mentions(editor, ["MAILERS"]) !== 1) return undefined;
  const backend = stringValue(dictValue(mailer, "BACKEND")) ?? SMTP_BACKEND;
  if (developmentBackend({ kind: "str", value: backend }) !== undefined) return undefined;
  if (EMAIL_SETTINGS.some((name) => context.settings.defines(name))) return undefined;
  const settings = new Map([["BACKEND", "EMAIL_BACKEND"], ...MOVED, ["file_path", "EMAIL_FILE_PATH"]]);
  const options = dictValue(mailer, "OPTIONS");
  const entries = [
    ...mailer.entries.filter(({ value }) => value !== options),
    ...(options?.type === "Dict" ? options.entries : []),
  ];
  if (options !== undefined && options.type !== "Dict") return undefined;
  const lines = entries.flatMap(({ key, value }) => {
    const name = settings.get(stringValue(key) ?? "");
    return name === undefined ? [] : [`${name} = ${editor.source(value)}`];
  });
  if (lines.length === 0 || lines.length !== entries.length || lines.some((line) => /[\r\n]/.test(line)))
    return undefined;
  if (lines.includes("EMAIL_USE_TLS = True") && lines.includes("EMAIL_USE_SSL = True")) return undefined;
  const port = impliedPort(lines);
  editor.replace(statement, [...lines, ...(port === undefined ? [] : [`EMAIL_PORT = ${port}`])].join("\n"));
  return session.changes();
}

/** The port that MAILERS takes where it has none, unlike the older settings. */
function impliedPort(lines: readonly string[]): number | undefined {
  if (lines.some((line) => line.startsWith("EMAIL_PORT = "))) return undefined;
  if (lines.includes("EMAIL_USE_SSL = True")) return 465;
  return lines.includes("EMAIL_USE_TLS = True") ? 587 : undefined;
}
