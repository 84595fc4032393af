/** app.json of an app on Heroku: its keys and values, and what they name elsewhere. Other programs' app.json are left alone. */
import { parseAppJson } from "../../files/appJson";
import { appJsonSchema, type Schema } from "../../files/schema";
import { basename, dirname } from "../../paths";
import type { Range } from "../../syntax/text";
import { type CommandText, completeCommand } from "../commands/complete";
import { commandHover } from "../commands/hover";
import { commandLinks, commandTargets } from "../commands/targets";
import { jsonPlace } from "../data/jsonPlace";
import type { DataPlace } from "../data/place";
import { schemaAt, typeOf } from "../data/schema";
import { deployedBy } from "../deployed";
import type { Completion, Cursor, HoverText, LanguageProvider, Subject, Target } from "../features";
import { ADDON_PLANS, DYNO_SIZES, planText, sizeText } from "../platform";
import { processNames, processPlaces } from "../processes";
import { processType } from "../processTypes";
import { prepareProcessRename, processAt, processReferences, renameProcess } from "../renameProcess";
import { settableVariables, variableText } from "../variables/known";
import { variablesInAppJson } from "../variables/occurrences";
import { variableDefinition, variableReferences } from "../variables/references";

export const appJson: LanguageProvider = {
  accepts: (path) => basename(path) === "app.json",
  glob: "**/app.json",
  triggers: '" :$-=./',
  complete: (cursor) => (isHerokus(cursor) ? complete(cursor) : []),
  hover: (cursor) => (isHerokus(cursor) ? hover(cursor) : undefined),
  definition: (cursor) => (isHerokus(cursor) ? definition(cursor) : []),
  references: (cursor) =>
    isHerokus(cursor)
      ? [...processReferences(cursor), ...variableReferences(cursor, variablesInAppJson)]
      : [],
  prepareRename: (cursor) => (isHerokus(cursor) ? prepareProcessRename(cursor) : undefined),
  rename: renameProcess,
  documentLinks: (subject) =>
    isHerokus(subject) ? scriptsOf(subject).flatMap(([text, script]) => commandLinks(text, script)) : [],
};

/** Whether the file is Heroku's: discovery says so, from its content and what stands beside it. */
function isHerokus({ projects, document }: Subject): boolean {
  return projects.some(({ project }) => project.deployment.appJson?.path === document.path);
}

/** The path without `environments.test` and the like, which hold what the file itself does. */
function ownPath(path: readonly string[]): readonly string[] {
  return path[0] === "environments" && path.length >= 2 ? path.slice(2) : path;
}

/** Whether a path leads to a command, outside an object around it. */
function isCommand(path: readonly string[]): boolean {
  return path[0] === "scripts" && (path.length === 2 || (path.length === 3 && path[2] === "command"));
}

function complete(cursor: Cursor): readonly Completion[] {
  const place = jsonPlace(cursor.document, cursor.offset);
  if (place === undefined) return [];
  if (place.kind === "key") return keys(cursor, place);
  const command = commandAt(cursor, place);
  return command === undefined
    ? values(place)
    : completeCommand({ ...command, trigger: cursor.trigger }, cursor.offset);
}

/** The command around a cursor, if the file holds it as it is. */
function commandAt(cursor: Cursor, { path, range }: DataPlace): CommandText | undefined {
  const { document, offset } = cursor;
  const raw = document.text.slice(range.start, range.end);
  if (!isCommand(ownPath(path)) || !raw.startsWith('"') || raw.includes("\\")) return undefined;
  const closed = raw.length > 1 && raw.endsWith('"');
  const inside = { start: range.start + 1, end: closed ? range.end - 1 : range.end };
  return offset < inside.start || offset > inside.end ? undefined : commandText(cursor, inside);
}

function commandText({ document, snapshot, ...context }: Subject, range: Range): CommandText {
  return {
    document,
    snapshot,
    range,
    process: undefined,
    report: deployedBy({ snapshot, ...context }, document.path),
  };
}

function keys(cursor: Cursor, place: DataPlace): readonly Completion[] {
  const { document, snapshot } = cursor;
  const { range, siblings, hasColon } = place;
  const path = ownPath(place.path);
  const report = deployedBy(cursor, document.path);
  const item = (label: string, value: string, more: Partial<Completion>): Completion => ({
    label,
    kind: "key",
    range,
    filter: `"${label}"`,
    text: hasColon ? JSON.stringify(label) : `${JSON.stringify(label)}: ${value}`,
    snippet: !hasColon,
    ...more,
  });
  const found = ((): readonly Completion[] => {
    switch (path.join(".")) {
      case "env":
        return settableVariables(snapshot, report).map(({ name, detail, documentation }) =>
          item(name, /SECRET_KEY$/.test(name) ? '{ "description": "$1", "generator": "secret" }' : '"$1"', {
            kind: "variable",
            detail,
            documentation,
          }),
        );
      case "formation":
        return processNames(snapshot, dirname(document.path)).map((name) =>
          item(name, '{ "quantity": $1, "size": "$2" }', {
            kind: "process",
            detail: processType(name).detail,
            documentation: processType(name).documentation,
          }),
        );
      default: {
        const { properties = {} } = schemaAt(appJsonSchema, path) ?? {};
        return Object.entries(properties).map(([label, each]) => {
          const schema = schemaAt(appJsonSchema, [...path, label]) ?? each;
          return item(label, emptyValue(schema), { documentation: schema.description });
        });
      }
    }
  })();
  return found.filter(({ label }) => !siblings.includes(label));
}

/** What to write for a value of a schema, with the cursor inside. */
function emptyValue(schema: Schema): string {
  switch (typeOf(schema)) {
    case "object":
      return "{ $1 }";
    case "array":
      return "[$1]";
    case "string":
      return schema.enum?.length === 1 ? JSON.stringify(schema.enum[0]) : '"$1"';
    default:
      return "$1";
  }
}

function values({ path: full, range }: DataPlace): readonly Completion[] {
  const path = ownPath(full);
  const item = (label: string, more: Partial<Completion> = {}): Completion => ({
    label,
    kind: "value",
    range,
    text: JSON.stringify(label),
    filter: JSON.stringify(label),
    ...more,
  });
  const schema = schemaAt(appJsonSchema, path);
  const last = path[path.length - 1];
  if (path[0] === "addons" && (last === "plan" || path.length === 2)) {
    const known = ADDON_PLANS.map(({ name, detail }) => item(name, { detail }));
    const plans = schemaAt(appJsonSchema, ["addons", "0", "plan"])?.examples ?? [];
    const others = plans.filter((name) => !ADDON_PLANS.some((plan) => plan.name === name));
    return [...known, ...others.map((name) => item(name))];
  }
  if (last === "size") {
    const known = DYNO_SIZES.map(({ name, memory, concurrency }) =>
      item(name, { detail: `${memory}, ${concurrency} web processes` }),
    );
    const others = (schema?.examples ?? []).filter((name) => !DYNO_SIZES.some((size) => size.name === name));
    return [...known, ...others.map((name) => item(name))];
  }
  if (schema !== undefined && typeOf(schema) === "boolean") {
    return ["true", "false"].map((label) => item(label, { text: label, filter: label }));
  }
  return [...(schema?.enum ?? []), ...(schema?.examples ?? [])].map((label) => item(label));
}

function hover(cursor: Cursor): HoverText | undefined {
  const { document, snapshot, offset } = cursor;
  const place = jsonPlace(document, offset);
  if (place === undefined || place.range.start === place.range.end) return undefined;
  const { range, key } = place;
  const path = ownPath(place.path);
  const report = deployedBy(cursor, document.path);
  const of = (text: string | undefined) => (text === undefined ? undefined : { text, range });
  if (place.kind === "key") {
    if (path.join(".") === "env") return of(variableText(snapshot, report, key));
    if (path.join(".") === "formation") return of(processType(key).documentation);
    return of(schemaAt(appJsonSchema, [...path, key])?.description);
  }
  const command = commandAt(cursor, place);
  if (command !== undefined) {
    const { start, end } = command.range;
    return commandHover(command, document.shell(document.text.slice(start, end), start), offset);
  }
  const value = /^"([^"\\]*)"$/.exec(document.text.slice(range.start, range.end))?.[1];
  if (value === undefined) return undefined;
  return of(
    path[0] === "addons" ? planText(value) : path[path.length - 1] === "size" ? sizeText(value) : undefined,
  );
}

function definition(cursor: Cursor): readonly Target[] {
  const { document, snapshot, offset } = cursor;
  const holds = ({ start, end }: Range) => start <= offset && offset <= end;
  const words = scriptsOf(cursor)
    .flatMap(([text, script]) => commandTargets(text, script))
    .filter(({ origin }) => holds(origin));
  const at = processAt(cursor);
  const process =
    at &&
    processPlaces(snapshot, dirname(document.path)).find(
      ({ name, kind }) => name === at.name && kind === "process",
    );
  return [
    ...words,
    ...(at === undefined || process === undefined
      ? []
      : [{ origin: { start: at.start, end: at.end }, target: process }]),
    ...variableDefinition(cursor, variablesInAppJson),
  ];
}

/** The commands of `scripts` that the file holds as they are. */
function scriptsOf(subject: Subject) {
  const { document } = subject;
  const { scripts, environments } = parseAppJson(document);
  return [...scripts, ...environments.flatMap((each) => each.scripts)].flatMap(({ command, range }) => {
    const shift = document.text[range.start] === '"' ? 1 : 0;
    const inside = { start: range.start + shift, end: range.end - shift };
    if (document.text.slice(inside.start, inside.end) !== command) return [];
    return [[commandText(subject, inside), document.shell(command, inside.start)] as const];
  });
}
