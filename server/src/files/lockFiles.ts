/** Lock files: every package that is installed, with its version. */
import { type Node, parseTree } from "jsonc-parser";
import { perDocument, type SourceDocument } from "../syntax/document";
import type { Location } from "../syntax/text";
import type { Dependency } from "./dependencies";
import { markerHolds } from "./markers";
import { type TomlTable, tableAt, tomlOf } from "./pyproject";
import { isForProduction, normalisedName } from "./requirement";

/** Reads Pipfile.lock; undefined if it is broken. */
export const readPipfileLock = perDocument(({ path, text }): Dependency[] | undefined => {
  let root: Node | undefined;
  try {
    root = parseTree(text);
  } catch {
    return undefined;
  }
  if (root?.type !== "object") return undefined;
  return (["default", "develop"] as const).flatMap((section) => {
    const table = propertyOf(root, section);
    return (table?.type === "object" ? (table.children ?? []) : []).flatMap(({ children }) => {
      const [key, value] = children ?? [];
      if (key === undefined || value === undefined) return [];
      const version = propertyOf(value, "version")?.value;
      const marker = propertyOf(value, "markers")?.value;
      const range = { start: key.offset, end: key.offset + key.length };
      const place = { file: path, ...range };
      return [{ ...locked(String(key.value), version, section === "default", place), ...markedBy(marker) }];
    });
  });
});

/** Reads poetry.lock; undefined if it is broken. A lock of before Poetry 2 does not tell groups apart. */
export const readPoetryLock = perDocument((document): Dependency[] | undefined => {
  const packages = lockedPackages(document);
  return packages?.map(({ table, at }) => {
    const groups = Array.isArray(table.groups) ? table.groups : [table.category ?? "main"];
    const main = groups.includes("main");
    const production = main || groups.some((group) => isForProduction(String(group)));
    const entry = locked(String(table.name), table.version, production, at);
    return { ...entry, ...markedBy(table.markers), inNamedGroup: production && !main };
  });
});

/**
 * Reads uv.lock; undefined if it is broken. What the project reaches without groups and extras is production, and what it
 * reaches with those that are named for that.
 */
export const readUvLock = perDocument((document): Dependency[] | undefined => {
  const packages = lockedPackages(document);
  if (packages === undefined) return undefined;
  const byName = new Map(packages.map((entry) => [normalisedName(String(entry.table.name)), entry.table]));
  const own = packages.filter(({ table }) => {
    const source = tableAt(table, "source");
    return source.virtual === "." || source.editable === "." || source.directory === ".";
  });
  const main = reachable(own, byName, false);
  const all = reachable(own, byName, true);
  return packages
    .filter((entry) => !own.includes(entry))
    .map(({ table, at }) => {
      const name = normalisedName(String(table.name));
      const production = own.length === 0 || all.has(name);
      return {
        ...locked(name, table.version, production, at),
        inNamedGroup: production && own.length > 0 && !main.has(name),
      };
    });
});

/** What the project reaches; with the groups and extras that are named for production, if those count. */
function reachable(
  own: readonly { readonly table: TomlTable }[],
  byName: ReadonlyMap<string, TomlTable>,
  named: boolean,
): ReadonlySet<string> {
  const production = new Set<string>();
  const queue = own.map(({ table }) => ({
    table: { ...table, dependencies: ownDependencies(table, named) } as TomlTable,
    extras: Object.keys(tableAt(table, "optional-dependencies")).filter(
      (extra) => named && isForProduction(extra),
    ) as readonly unknown[],
  }));
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const optional = tableAt(next.table, "optional-dependencies");
    const lists = [next.table.dependencies, ...next.extras.map((extra) => optional[String(extra)])];
    for (const item of lists.flatMap((list) => (Array.isArray(list) ? list : []))) {
      const { name, extra, marker } = item as { name?: unknown; extra?: unknown; marker?: unknown };
      if (typeof marker === "string" && markerHolds(marker) === false) continue;
      const key = normalisedName(String(name));
      const extras = Array.isArray(extra) ? extra : [];
      const mark = `${key}[${extras.join(",")}]`;
      if (production.has(mark)) continue;
      production.add(mark).add(key);
      const table = byName.get(key);
      if (table !== undefined) queue.push({ table, extras });
    }
  }
  return production;
}

/** What a project itself needs in production. */
function ownDependencies(table: TomlTable, named: boolean): unknown[] {
  const groups = Object.entries(tableAt(table, "dev-dependencies"));
  const lists = [
    table.dependencies,
    ...groups.flatMap(([name, list]) => (named && isForProduction(name) ? [list] : [])),
  ];
  return lists.flatMap((list) => (Array.isArray(list) ? list : []));
}

function lockedPackages(document: SourceDocument): { table: TomlTable; at: Location }[] | undefined {
  const { path, text } = document;
  const data = tomlOf(document);
  if (!Array.isArray(data?.package)) return undefined;
  const places = new Map<string, Location>();
  for (const match of text.matchAll(/^\[\[package\]\][ \t]*\r?\nname = "([^"\n]*)"/gm)) {
    const end = match.index + match[0].length;
    const start = end - match[1]!.length - 2;
    if (!places.has(match[1]!)) places.set(match[1]!, { file: path, start, end });
  }
  return data.package.flatMap((entry: unknown) => {
    const table = tableAt(entry);
    if (typeof table.name !== "string") return [];
    return [{ table, at: places.get(table.name) ?? { file: path, start: 0, end: 0 } }];
  });
}

function locked(name: string, version: unknown, production: boolean, at: Location): Dependency {
  const exact = typeof version === "string" ? version.replace(/^==/, "") : undefined;
  return {
    name: normalisedName(name),
    extras: [],
    specifier: exact === undefined ? "" : `==${exact}`,
    version: exact,
    locked: true,
    group: production ? "production" : "development",
    at,
  };
}

function markedBy(marker: unknown): Pick<Dependency, "marker"> {
  return typeof marker === "string" ? { marker } : {};
}

function propertyOf(node: Node, name: string): Node | undefined {
  if (node.type !== "object") return undefined;
  return node.children?.find(({ children }) => children?.[0]?.value === name)?.children?.[1];
}
