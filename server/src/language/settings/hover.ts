/** Hover in settings modules: on a setting what production gets, and what it is for; on a dotted path where it leads. */

import { defaultOf } from "../../django/defaults";
import { versionsOf } from "../../django/system";
import { describeSetting, type SettingDescription } from "../../explain";
import { basename } from "../../paths";
import type { ProjectReport } from "../../report";
import type { Plain } from "../../settings/plain";
import type { Snapshot } from "../../snapshot";
import type { Range } from "../../syntax/text";
import type { Cursor, HoverText } from "../features";
import { DJANGO_SETTINGS, defaultIn, describe } from "./catalog";
import { isCode } from "./cursor";
import { LIBRARY_SETTINGS } from "./libraries";
import { projectOf } from "./project";
import { codeOf } from "./pythonText";
import { escapeMarkdown, hoverPath } from "./references";

export function hover(cursor: Cursor): HoverText | undefined {
  return hoverName(cursor) ?? hoverPath(cursor);
}

function hoverName(cursor: Cursor): HoverText | undefined {
  const { document, offset, snapshot } = cursor;
  const word = wordAt(document.text, offset);
  if (word === undefined) return undefined;
  const report = projectOf(cursor, document.path);
  if (report === undefined || !isSetting(report, word.text) || !isCode(document.text, offset))
    return undefined;
  const { range } = report.project.django;
  const about = describe(word.text, range);
  const sections = [
    ...inProduction(report, word.text, snapshot),
    ...(about === undefined ? [] : [withDefault(word.text, about, report)]),
  ];
  return { text: sections.join("\n\n---\n\n"), range: word.range };
}

function wordAt(text: string, offset: number): { readonly text: string; readonly range: Range } | undefined {
  let start = offset;
  while (start > 0 && /\w/.test(text[start - 1]!)) start--;
  let end = offset;
  while (/\w/.test(text[end] ?? "")) end++;
  const word = text.slice(start, end);
  return /^[A-Z][A-Z0-9_]+$/.test(word) ? { text: word, range: { start, end } } : undefined;
}

/** True for names that the settings define and for settings of Django and of known packages. */
function isSetting({ settings }: ProjectReport, name: string): boolean {
  return settings.defines(name) || DJANGO_SETTINGS.has(name) || LIBRARY_SETTINGS.has(name);
}

/** What production gets; nothing for a setting that is neither set nor has a default. */
function inProduction(report: ProjectReport, name: string, snapshot: Snapshot): string[] {
  const { project, settings } = report;
  const { module } = project.settings;
  const known = settings.defines(name) || defaultIn(name, project.django.range) !== undefined;
  if (module === undefined || !known) return [];
  const description = describeSetting(snapshot, report, name, {});
  const title = `**${name}** in production (${code(module.name)})`;
  const changes = settings.history(name).filter(({ kind }) => kind === "changed").length;
  const changed = `Changed ${changes === 1 ? "once" : `${changes} times`} after it was assigned.`;
  return [[title, rows(description, snapshot).join("\n"), ...(changes === 0 ? [] : [changed])].join("\n\n")];
}

function rows({ rows: found, defined }: SettingDescription, snapshot: Snapshot): string[] {
  return found.map(({ when, text, at }) => {
    const shown = text.startsWith("depends on ") || text.startsWith("not known: ") ? text : code(text);
    const line = at && (snapshot.file(at.file)?.lines.positionAt(at.start).line ?? 0) + 1;
    const origin = !defined
      ? " (Django's default)"
      : at === undefined
        ? ""
        : ` (${basename(at.file)}:${line})`;
    return `- ${when === undefined ? "" : `${escapeMarkdown(when)} → `}${shown}${origin}`;
  });
}

function code(text: string): string {
  return `\`${text.replaceAll("`", "'")}\``;
}

/** The text on a setting, with its default behind the first sentence. */
function withDefault(name: string, about: string, { project }: ProjectReport): string {
  const note = defaultNote(name, project);
  const [sentence, ...rest] = about.split("\n\n");
  return [sentence, ...(note === undefined ? [] : [note]), ...rest].join("\n\n");
}

/** "Default: `False`, from Django 5.0 on `True`." */
function defaultNote(name: string, { django }: ProjectReport["project"]): string | undefined {
  const steps: { readonly from: string; readonly text: string; readonly value: Plain }[] = [];
  for (const version of versionsOf(django.range)) {
    const value = defaultOf(name, version);
    if (value === undefined || value === steps[steps.length - 1]?.value) continue;
    const text = codeOf(value, name, '"').replace(/\s*\n\s*/g, " ");
    steps.push({ from: version, value, text: code(text.length > 120 ? `${text.slice(0, 119)}…` : text) });
  }
  const [first, ...later] = steps;
  if (first === undefined) return undefined;
  return `Default: ${[first.text, ...later.map(({ from, text }) => `from Django ${from} on ${text}`)].join(", ")}.`;
}
