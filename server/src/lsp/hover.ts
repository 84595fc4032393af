import type { Hover, HoverParams } from "vscode-languageserver-protocol";
import { MarkupKind } from "vscode-languageserver-types";
import { defaultOf } from "../django/defaults";
import { SETTING_NOTES } from "../django/notes";
import { versionsOf } from "../django/system";
import type { SettingDescription } from "../explain";
import { basename } from "../paths";
import type { ProjectReport } from "../report";
import type { Preflight } from "../service";
import type { Snapshot } from "../snapshot";
import type { LineIndex } from "../syntax/text";
import { type Folder, rangeOf } from "./convert";
import { settingPage } from "./links";

/** Hover on a setting's name, in a module that the settings are made of: what production gets. */
export async function hover(
  preflight: Preflight,
  folder: Folder,
  params: HoverParams,
): Promise<Hover | null> {
  const path = folder.pathOf(params.textDocument.uri);
  if (path === undefined) return null;
  const target = await preflight.use((report, snapshot) => {
    const project = report.projects.find(({ files }) => files.includes(path));
    const document = snapshot.file(path);
    const word = document && wordAt(document.text, document.lines, params.position);
    if (project === undefined || word === undefined || !isSetting(project, word.text)) return undefined;
    return { project, word, range: rangeOf(document!.lines, word) };
  });
  if (target === undefined) return null;
  const description = await preflight.explain(target.project, target.word.text);
  const value = await preflight.use((_, snapshot) => markdown(target.project, description, snapshot));
  return { contents: { kind: MarkupKind.Markdown, value }, range: target.range };
}

function wordAt(text: string, lines: LineIndex, position: { line: number; character: number }) {
  const offset = lines.offsetAt(position);
  const before = /[A-Za-z0-9_]*$/.exec(text.slice(lines.lineStart(position.line), offset))![0];
  const after = /^[A-Za-z0-9_]*/.exec(text.slice(offset, lines.lineEnd(position.line)))![0];
  const word = before + after;
  return /^[A-Z][A-Z0-9_]+$/.test(word)
    ? { text: word, start: offset - before.length, end: offset + after.length }
    : undefined;
}

/** True for names that the settings define and for settings of Django. */
function isSetting({ project, settings }: ProjectReport, name: string): boolean {
  return (
    settings.defines(name) ||
    versionsOf(project.django.range).some((version) => defaultOf(name, version) !== undefined)
  );
}

function markdown(
  { project, settings }: ProjectReport,
  description: SettingDescription,
  snapshot: Snapshot,
): string {
  const { name, rows, defined } = description;
  const place = (at: (typeof rows)[number]["at"]) => {
    if (at === undefined) return "";
    const line = snapshot.file(at.file)?.lines.positionAt(at.start).line ?? 0;
    return ` (${basename(at.file)}:${line + 1})`;
  };
  const code = (text: string) => `\`${text.replaceAll("`", "'")}\``;
  const lines = [`**${name}** in production (${code(project.settings.module?.name ?? "?")})`, ""];
  for (const { when, text, at } of rows) {
    const shown = text.startsWith("depends on ") || text.startsWith("not known: ") ? text : code(text);
    const where = when === undefined ? "" : `${escapeMarkdown(when)} → `;
    const origin = defined && at !== undefined ? place(at) : defined ? "" : " (Django's default)";
    lines.push(`- ${where}${shown}${origin}`);
  }
  const changed = settings.history(name).filter(({ kind }) => kind === "changed").length;
  if (changed > 0)
    lines.push("", `Changed ${changed === 1 ? "once" : `${changed} times`} after it was assigned.`);
  const note = SETTING_NOTES[name];
  if (note !== undefined) lines.push("", note);
  const known = versionsOf(project.django.range).some((version) => defaultOf(name, version) !== undefined);
  if (known) lines.push("", `[Django documentation](${settingPage(name)})`);
  return lines.join("\n");
}

/** Keeps Markdown from reading a condition's text as markup. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|]/g, "\\$&");
}
