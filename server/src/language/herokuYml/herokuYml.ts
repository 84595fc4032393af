/** heroku.yml: keys from its schema, and what their values may name. */
import { parseHerokuYml } from "../../files/herokuYml";
import { herokuYmlSchema, type Schema } from "../../files/schema";
import { basename, dirname, join } from "../../paths";
import type { Range } from "../../syntax/text";
import { get, keyText, type YamlNode } from "../../syntax/yaml";
import { type CommandText, completeCommand } from "../commands/complete";
import { commandHover } from "../commands/hover";
import { commandLinks, commandTargets } from "../commands/targets";
import type { DataPlace } from "../data/place";
import { schemaAt, typeOf } from "../data/schema";
import { yamlPlace } from "../data/yamlPlace";
import { deployedBy, hasFile } from "../deployed";
import type {
  Completion,
  Cursor,
  DocumentLink,
  DocumentSymbol,
  HoverText,
  LanguageProvider,
  Subject,
  Target,
} from "../features";
import { ADDON_PLANS, planText } from "../platform";
import { processNames } from "../processes";
import { PROCESS_TYPES, processType } from "../processTypes";
import { prepareProcessRename, processReferences, renameProcess } from "../renameProcess";
import { settableVariables, variableText } from "../variables/known";
import { variablesInHerokuYml } from "../variables/occurrences";
import { variableDefinition, variableReferences } from "../variables/references";

export const herokuYml: LanguageProvider = {
  accepts: (path) => basename(path) === "heroku.yml",
  glob: "**/heroku.yml",
  triggers: " $-=./",
  complete,
  hover,
  definition,
  references: (cursor) => [...processReferences(cursor), ...variableReferences(cursor, variablesInHerokuYml)],
  prepareRename: prepareProcessRename,
  rename: renameProcess,
  documentLinks,
  symbols: ({ document }) => sectionsOf(document.yaml().root),
};

/** The process that a path leads to the command of; undefined for what is no command. */
function commandOf(path: readonly string[]): string | undefined {
  const [section, name, key] = path;
  if (section === "release") return name === "command" && path.length <= 3 ? "release" : undefined;
  if (section !== "run" || name === undefined) return undefined;
  return path.length === 2 || (key === "command" && path.length <= 4) ? name : undefined;
}

function complete(cursor: Cursor): readonly Completion[] {
  const place = yamlPlace(cursor.document, cursor.offset);
  if (place === undefined) return [];
  const { path, kind } = place;
  if (kind === "key") return keys(cursor, place, path);
  const process = commandOf(path);
  // A mapping may be typed where a command stands: `web:` takes either.
  if (process !== undefined && (kind === "value" || path[path.length - 1] === "0")) {
    return completeCommand(
      { ...commandText(cursor, process, place.range), trigger: cursor.trigger },
      cursor.offset,
    );
  }
  const items = kind === "item" ? keys(cursor, { ...place, siblings: [] }, path) : [];
  return items.length > 0 ? items : values(cursor, place);
}

function commandText(
  { document, snapshot, ...context }: Subject,
  process: string,
  range: Range,
): CommandText {
  return { document, snapshot, range, process, report: deployedBy({ snapshot, ...context }, document.path) };
}

/** The keys that belong there, without those that are. */
function keys(
  cursor: Cursor,
  { range, siblings, hasColon, path: where }: DataPlace,
  path: readonly string[],
): readonly Completion[] {
  const { document, offset } = cursor;
  const schema = schemaAt(herokuYmlSchema, path);
  if (schema === undefined) return [];
  // As deep as the key, then one step deeper.
  const { line } = document.lines.positionAt(offset);
  const column = range.start - document.lines.lineStart(line);
  const inside = `\n${" ".repeat(column + 2)}`;
  const item = (label: string, of: Schema | undefined, more: Partial<Completion>): Completion => {
    const type = of === undefined ? "string" : typeOf(of);
    const text =
      type === "object" ? `${label}:${inside}` : type === "array" ? `${label}:${inside}- ` : `${label}: `;
    return { label, kind: "key", range, text: hasColon ? label : text, more: !hasColon, ...more };
  };
  const known = Object.entries(schema.properties ?? {}).map(([label, each]) => {
    const resolved = schemaAt(herokuYmlSchema, [...path, label]) ?? each;
    return item(label, resolved, { documentation: resolved.description });
  });
  return [...known, ...free(cursor, where, (label, more) => item(label, undefined, more))].filter(
    ({ label }) => !siblings.includes(label),
  );
}

/** Keys that people choose: process types, images, variables. */
function free(
  cursor: Cursor,
  path: readonly string[],
  item: (label: string, more: Partial<Completion>) => Completion,
): readonly Completion[] {
  const { snapshot, document } = cursor;
  const directory = dirname(document.path);
  switch (path.join(".")) {
    case "run":
    case "build.docker": {
      const { build } = parseHerokuYml(document);
      const names = [...processNames(snapshot, directory), ...build.docker.map(({ name }) => name)];
      const all = [...new Set([...names, ...PROCESS_TYPES.map(({ name }) => name)])].filter(
        (name) => name !== "release",
      );
      return all.map((name) =>
        item(name, {
          kind: "process",
          detail: processType(name).detail,
          documentation: processType(name).documentation,
        }),
      );
    }
    case "setup.config": {
      const report = deployedBy(cursor, document.path);
      return settableVariables(snapshot, report).map(({ name, detail, documentation }) =>
        item(name, { kind: "variable", detail, documentation }),
      );
    }
    default:
      return [];
  }
}

function values(cursor: Cursor, { path, range }: DataPlace): readonly Completion[] {
  const { document } = cursor;
  const directory = dirname(document.path);
  const where = path.join(".");
  if (/^setup\.addons\.0(?:\.plan)?$/.test(where)) {
    return ADDON_PLANS.map(({ name, detail }) => ({ label: name, kind: "value", range, detail }));
  }
  if (/^build\.docker\.[^.]+(?:\.dockerfile)?$/.test(where)) {
    return dockerfiles(cursor, directory).map((label) => ({ label, kind: "file", range }));
  }
  if (/^(?:release|run\.[^.]+)\.image$/.test(where)) {
    return parseHerokuYml(document).build.docker.map(({ name, dockerfile }) => ({
      label: name,
      kind: "value",
      range,
      detail: `built from ${dockerfile}`,
    }));
  }
  const schema = schemaAt(herokuYmlSchema, path);
  return (schema?.enum ?? []).map((label) => ({ label, kind: "value", range }));
}

/** The Dockerfiles beside heroku.yml and one directory below. */
function dockerfiles({ snapshot }: Cursor, directory: string): readonly string[] {
  const isDockerfile = (name: string) =>
    /^Dockerfile(?:\..+)?$|\.Dockerfile$/i.test(name) && !name.endsWith(".dockerignore");
  const here = snapshot.directory(directory) ?? [];
  const below = here.filter(({ kind, name }) => kind === "directory" && !/^(?:\.|node_modules$)/.test(name));
  return [
    ...here.filter(({ kind, name }) => kind === "file" && isDockerfile(name)).map(({ name }) => name),
    ...below.flatMap(({ name }) =>
      (snapshot.directory(join(directory, name)) ?? [])
        .filter((entry) => entry.kind === "file" && isDockerfile(entry.name))
        .map((entry) => `${name}/${entry.name}`),
    ),
  ];
}

function hover(cursor: Cursor): HoverText | undefined {
  const { document, snapshot, offset } = cursor;
  const place = yamlPlace(document, offset);
  if (place === undefined || place.range.start === place.range.end) return undefined;
  const { path, kind, key, range } = place;
  const report = deployedBy(cursor, document.path);
  if (kind === "key") {
    if (!place.hasColon) return undefined;
    const where = path.join(".");
    if (where === "run") return { text: processType(key).documentation, range };
    if (where === "build.docker")
      return {
        text: `The image \`${key}\`: \`image: ${key}\` runs a command in it, and so does the process type of that name.`,
        range,
      };
    const text =
      where === "setup.config"
        ? variableText(snapshot, report, key)
        : schemaAt(herokuYmlSchema, [...path, key])?.description;
    return text === undefined ? undefined : { text, range };
  }
  const process = commandOf(path);
  if (process !== undefined) {
    const script = document.shell(document.text.slice(range.start, range.end), range.start);
    return commandHover(commandText(cursor, process, range), script, offset);
  }
  const value = document.text.slice(range.start, range.end);
  if (/^setup\.addons\.0(?:\.plan)?$/.test(path.join("."))) {
    const text = planText(value);
    return text === undefined ? undefined : { text, range };
  }
  if (path[path.length - 1] === "image") {
    const image = parseHerokuYml(document).build.docker.find(({ name }) => name === value);
    return image && { text: `The image that is built from \`${image.dockerfile}\`.`, range };
  }
  return undefined;
}

function definition(cursor: Cursor): readonly Target[] {
  const { document, offset } = cursor;
  const { build, run, release } = parseHerokuYml(document);
  const holds = ({ start, end }: Range) => start <= offset && offset <= end;
  const commands = commandsOf(cursor)
    .filter(([{ range }]) => holds(range))
    .flatMap(([text, script]) => commandTargets(text, script))
    .filter(({ origin }) => holds(origin));
  const files = dockerTargets(cursor).filter(({ origin }) => holds(origin));
  const image = [release, ...(run ?? [])]
    .map((each) => each?.image)
    .find((each) => each !== undefined && holds(each.range));
  const docker = get(get(document.yaml().root, "build"), "docker");
  const key =
    docker?.kind === "mapping" ? docker.pairs.find((pair) => keyText(pair) === image?.value)?.key : undefined;
  const images: Target[] =
    image !== undefined && key !== undefined && build.docker.some(({ name }) => name === image.value)
      ? [{ origin: image.range, target: { file: document.path, start: key.start, end: key.end } }]
      : [];
  return [...commands, ...files, ...images, ...variableDefinition(cursor, variablesInHerokuYml)];
}

function dockerTargets({ document, snapshot }: Subject): readonly Target[] {
  return parseHerokuYml(document).build.docker.flatMap(({ dockerfile, range }): Target[] => {
    const file = join(dirname(document.path), dockerfile);
    return hasFile(snapshot, file) ? [{ origin: range, target: { file, start: 0, end: 0 } }] : [];
  });
}

function documentLinks(subject: Subject): readonly DocumentLink[] {
  const files = dockerTargets(subject).map(
    ({ origin, target }): DocumentLink => ({
      range: origin,
      target: { path: target.file },
      tooltip: `Open ${basename(target.file)}`,
    }),
  );
  return [...files, ...commandsOf(subject).flatMap(([text, script]) => commandLinks(text, script))];
}

/** The commands that the file holds as they are. */
function commandsOf(subject: Subject) {
  const { run, release } = parseHerokuYml(subject.document);
  const all = [
    ...(release?.commands ?? []).map((command) => ["release", command] as const),
    ...(run ?? []).flatMap(({ name, commands }) => commands.map((command) => [name, command] as const)),
  ];
  return all.flatMap(([process, { range, text, shell }]) =>
    subject.document.text.slice(range.start, range.end) === text
      ? [[commandText(subject, process, range), shell] as const]
      : [],
  );
}

/** The sections, and what is in them. */
function sectionsOf(node: YamlNode | undefined, depth = 0): readonly DocumentSymbol[] {
  if (node?.kind !== "mapping" || depth > 2) return [];
  return node.pairs.flatMap((pair): DocumentSymbol[] => {
    const name = keyText(pair);
    if (name === undefined || name === "") return [];
    const { value, key } = pair;
    return [
      {
        name,
        kind: depth === 0 ? "section" : "item",
        detail: value.kind === "scalar" ? value.value : undefined,
        range: { start: pair.start, end: pair.end },
        nameRange: { start: key.start, end: key.end },
        // What an alias stands for is elsewhere.
        children: sectionsOf(value, depth + 1).filter(
          ({ range }) => pair.start <= range.start && range.end <= pair.end,
        ),
      },
    ];
  });
}
