/** Completions in a settings module: names of settings, the values that they can have, and dotted paths. */
import type { Codebase } from "../../django/codebase";
import { versionsOf } from "../../django/system";
import type { ProjectReport } from "../../report";
import type { Completion, Cursor } from "../features";
import { snippetText } from "../snippets";
import {
  DJANGO_SETTINGS,
  type DjangoSetting,
  defaultIn,
  describe,
  existsIn,
  isDeprecatedIn,
} from "./catalog";
import { type Place, placeAt } from "./cursor";
import { LIBRARY_SETTINGS } from "./libraries";
import { ownPaths } from "./ownCode";
import { childModules, codebaseOf, isDependency, isInstalled, isSettingsModule, projectOf } from "./project";
import { codeOf, quoted, quoteOf } from "./pythonText";
import { type KnownValue, keysOf, type Slots, slotOf } from "./values";

/** More choices than these are no menu any more. */
const MAX_CHOICES = 8;

/** What can be written at a cursor. */
export function complete(cursor: Cursor): readonly Completion[] {
  const report = projectOf(cursor, cursor.document.path);
  if (report === undefined) return [];
  const { text } = cursor.document;
  const place = placeAt(text, cursor.offset);
  if (place === undefined) return [];
  if (place.kind === "statement") {
    return isSettingsModule(report, cursor.document) ? names(place, text, report) : [];
  }
  if (place.kind === "key") return keys(place, text);
  return [...values(place, cursor, report), ...steps(place, cursor, report)];
}

// ---------------------------------------------------------------- names

/** Names that a text assigns at the start of a line. */
function assignedIn(text: string): ReadonlySet<string> {
  return new Set(
    [...text.matchAll(/^[ \t]*([A-Z][A-Z0-9_]*)[ \t]*(?::[^=\n]*)?\+?=(?!=)/gm)].map((match) => match[1]!),
  );
}

function names(
  { range, assigned }: Extract<Place, { kind: "statement" }>,
  text: string,
  report: ProjectReport,
): readonly Completion[] {
  const { range: versions } = report.project.django;
  const known = versionsOf(versions);
  const newest = known[known.length - 1]!;
  const written = text.slice(range.start, range.end);
  const there = assignedIn(text.slice(0, range.start) + text.slice(range.end));
  const quote = quoteOf(text);
  const item = (name: string, detail: string, value: string, deprecated = false): Completion => ({
    label: name,
    kind: "setting",
    range,
    detail: there.has(name) ? "assigned in this file" : detail,
    documentation: describe(name, versions),
    deprecated,
    // What is there already is rather changed than assigned again.
    ...(assigned || there.has(name) ? {} : { text: `${name} = ${value}`, snippet: true }),
  });
  const django = [...DJANGO_SETTINGS.values()]
    .filter((setting) => known.some((version) => existsIn(setting, version)))
    .map((setting) => {
      const deprecated = isDeprecatedIn(setting, newest);
      const detail = deprecated ? "deprecated" : defaultDetail(setting, report);
      return item(setting.name, detail, valueSnippet(setting.name, report, quote), deprecated);
    });
  const libraries = [...LIBRARY_SETTINGS.values()]
    .filter((setting) => isDependency(report, setting.package))
    .map((setting) =>
      item(
        setting.name,
        setting.package,
        setting.example === undefined ? "$0" : placeholder(setting.example),
      ),
    );
  const rank = ({ label, deprecated }: Completion) =>
    there.has(label) && label !== written ? 2 : deprecated ? 1 : 0;
  return [...django, ...libraries].sort((a, b) => rank(a) - rank(b));
}

function defaultDetail({ name }: DjangoSetting, { project }: ProjectReport): string {
  const value = defaultIn(name, project.django.range);
  if (value === undefined) return "";
  const code = codeOf(value, name, '"').replace(/\s*\n\s*/g, " ");
  return `default: ${code.length > 50 ? `${code.slice(0, 49)}…` : code}`;
}

/** What to write behind `NAME = `: a menu of the values, the default to type over, or brackets to fill. */
function valueSnippet(name: string, report: ProjectReport, quote: '"' | "'"): string {
  const value = defaultIn(name, report.project.django.range);
  const choices = choicesOf(name, report, quote);
  const code = value === undefined || name === "SECRET_KEY" ? undefined : codeOf(value, name, quote);
  if (choices.length > 1) {
    const ordered = [...new Set([...(code === undefined ? [] : [code]), ...choices])];
    return `\${1|${ordered.map((choice) => choice.replace(/[\\,|$}]/g, "\\$&")).join(",")}|}`;
  }
  if (choices.length === 1) return placeholder(choices[0]!);
  if (code === undefined) return "$0";
  if (code === "[]" || code === "{}") return `${code[0]}$1${code[1]}`;
  return placeholder(code);
}

/** Code that the next key replaces. */
function placeholder(code: string): string {
  return code.includes("\n") ? snippetText(code) : `\${1:${snippetText(code)}}`;
}

/** All values that a setting itself can have, as code; none where it can have others. */
function choicesOf(name: string, report: ProjectReport, quote: '"' | "'"): readonly string[] {
  const slot = slotOf(name, []);
  if (slot === undefined) {
    return defaultIn(name, report.project.django.range)?.kind === "bool" ? ["True", "False"] : [];
  }
  if (slot.paths === "app" || slot.paths === "middleware" || isListSetting(name, report)) return [];
  const values = offered(slot, report);
  return values.length > MAX_CHOICES
    ? []
    : values.map(({ text, code }) => (code ? text : quoted(text, quote)));
}

function isListSetting(name: string, report: ProjectReport): boolean {
  return defaultIn(name, report.project.django.range)?.kind === "list";
}

// ---------------------------------------------------------------- keys and values

function keys(place: Extract<Place, { kind: "value" | "key" }>, text: string): readonly Completion[] {
  const { slot, name } = place;
  const quote = quoteOf(text);
  return keysOf(name, place.keys).map((key) => ({
    label: key,
    kind: "key",
    range: slot.range,
    text: slot.quote === "" ? `${quoted(key, quote)}: ` : key + (slot.closed ? "" : slot.quote),
  }));
}

/** The values of a place that this project can use. */
function offered(slot: Slots, report: ProjectReport): readonly KnownValue[] {
  const versions = versionsOf(report.project.django.range);
  const values = slot.values(versions[versions.length - 1]!);
  return slot.paths === undefined || slot.paths === "model"
    ? values
    : values.filter(({ text, code }) => code || isInstalled(report, text));
}

function values(
  place: Extract<Place, { kind: "value" | "key" }>,
  { document, snapshot }: Cursor,
  report: ProjectReport,
): readonly Completion[] {
  const { name, keys, slot } = place;
  const { text } = document;
  const slots = slotOf(name, keys);
  const inString = slot.quote !== "";
  const quote = quoteOf(text);
  const item = (value: KnownValue, kind: Completion["kind"]): Completion => ({
    label: value.text,
    kind,
    range: slot.range,
    detail: value.detail,
    text: inString
      ? value.text + (slot.closed ? "" : slot.quote)
      : value.code
        ? value.text
        : quoted(value.text, quote),
    ...(inString || value.code ? {} : { filter: quoted(value.text, quote) }),
  });
  if (slots === undefined) {
    const isBool = keys.length === 0 && defaultIn(name, report.project.django.range)?.kind === "bool";
    return isBool && !inString
      ? ["True", "False"].map((code) => item({ text: code, code: true }, "value"))
      : [];
  }
  const own =
    slots.paths === undefined
      ? []
      : ownPaths(slots.paths, snapshot, report, codebaseOf(snapshot, report)).map(({ path, kind, detail }) =>
          item({ text: path, detail }, kind),
        );
  const known = offered(slots, report)
    .filter(({ code }) => !(inString && code))
    .map((value) => item(value, kindOf(slots)));
  // A list has each of them once.
  const listed = (path: string) =>
    path !== slot.text && (text.includes(`"${path}"`) || text.includes(`'${path}'`));
  const all = [...own, ...known];
  return slots.paths === undefined || slots.paths === "class" || slots.paths === "module"
    ? all
    : all.filter(({ label }) => !listed(label));
}

function kindOf({ paths }: Slots): Completion["kind"] {
  if (paths === undefined) return "value";
  if (paths === "app" || paths === "module") return "module";
  return paths === "context processor" || paths === "application" ? "function" : "class";
}

/** The next part of a dotted path into the project's own code: modules of the package, classes and functions of the module. */
function steps(
  place: Extract<Place, { kind: "value" | "key" }>,
  { snapshot }: Cursor,
  report: ProjectReport,
): readonly Completion[] {
  const { slot, name, keys } = place;
  if (slot.quote === "") return [];
  const [, parent] = /^([A-Za-z_][\w.]*)\.\w*$/.exec(slot.text) ?? [];
  if (parent === undefined) return [];
  const codebase = codebaseOf(snapshot, report);
  const module = codebase.module(parent);
  if (!module) return [];
  const paths = slotOf(name, keys)?.paths;
  const offeredAlready = new Set(
    paths === undefined ? [] : ownPaths(paths, snapshot, report, codebase).map(({ path }) => path),
  );
  const close = slot.closed ? "" : slot.quote;
  const item = (path: string, kind: Completion["kind"], end: string): Completion => ({
    label: path,
    kind,
    range: slot.range,
    text: path + end,
    detail: kind === "module" ? undefined : module.name,
  });
  const modules = childModules(snapshot, module).map((child) => item(child, "module", ""));
  const inside = paths === "app" || paths === "module" ? [] : definitions(codebase, module.name, item, close);
  return [...inside, ...modules].filter(({ label }) => !offeredAlready.has(label));
}

function definitions(
  codebase: Codebase,
  name: string,
  item: (path: string, kind: Completion["kind"], end: string) => Completion,
  close: string,
): Completion[] {
  const module = codebase.module(name);
  if (!module) return [];
  return [...codebase.names(module).names].flatMap(([child, definition]) =>
    !child.startsWith("_") &&
    (definition.kind === "function" || (definition.kind === "class" && definition.module.name === name))
      ? [item(`${name}.${child}`, definition.kind, close)]
      : [],
  );
}
