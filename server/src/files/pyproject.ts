/** pyproject.toml and Pipfile: the dependencies that people write down. */
import { parse as parseToml } from "smol-toml";
import { perDocument } from "../syntax/document";
import type { Location, Range } from "../syntax/text";
import type { Dependency, Manifest } from "./dependencies";
import { exactVersion, isForProduction, normalisedName, parseRequirement } from "./requirement";
import { type TomlOutline, tomlEntry, tomlItems, tomlOutline, tomlTable } from "./tomlText";

export type TomlTable = Readonly<Record<string, unknown>>;

export interface ManifestFile {
  readonly packages: readonly Dependency[];
  readonly manifest: Manifest | undefined;
  /** Why packages may be missing from the list; undefined if it is complete. */
  readonly incomplete: string | undefined;
}

/** A TOML text as data; undefined if it is broken. */
function tomlData(text: string): TomlTable | undefined {
  try {
    return parseToml(text.replace(/^\ufeff/, ""));
  } catch {
    return undefined;
  }
}

/** The table at a path of keys; an empty one where there is none. */
export function tableAt(data: unknown, ...path: string[]): TomlTable {
  let value = data;
  for (const key of path) value = isTable(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return isTable(value) ? value : {};
}

function isTable(value: unknown): value is TomlTable {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** A file's data; undefined if it is not valid TOML. */
export const tomlOf = perDocument(({ text }) => tomlData(text));

/** Reads pyproject.toml: PEP 621 and PEP 735 lists, and Poetry's and uv's own tables. */
export const readPyproject = perDocument((document): ManifestFile => {
  const { path, text } = document;
  const data = tomlOf(document);
  if (data === undefined)
    return { packages: [], manifest: undefined, incomplete: `${path} is not valid TOML` };
  const outline = tomlOutline(text);
  const packages: Dependency[] = [];
  let incomplete: string | undefined;

  const addList = (list: unknown, named: string | undefined, ...place: string[]) => {
    const group = named === undefined ? "production" : groupOf(named);
    if (!Array.isArray(list)) return;
    const value = tomlEntry(outline, ...place)?.valueRange;
    const ranges = value === undefined ? undefined : tomlItems(text, value);
    list.forEach((item, i) => {
      if (typeof item !== "string") return;
      const range = ranges?.length === list.length ? inside(ranges[i]!) : value;
      const dependency = dependencyOf(item, group, { file: path, ...(range ?? { start: 0, end: 0 }) });
      if (dependency !== undefined) packages.push({ ...dependency, inNamedGroup: isNamed(group, named) });
      else if (group === "production") incomplete ??= `${path} has a dependency that is not understood`;
    });
  };

  const project = tableAt(data, "project");
  addList(project.dependencies, undefined, "project", "dependencies");
  for (const [name, list] of Object.entries(tableAt(project, "optional-dependencies"))) {
    addList(list, name, "project", "optional-dependencies", name);
  }
  for (const [name, list] of Object.entries(tableAt(data, "dependency-groups"))) {
    addList(list, name, "dependency-groups", name);
  }
  addList(tableAt(data, "tool", "uv")["dev-dependencies"], "dev", "tool", "uv", "dev-dependencies");
  if (Array.isArray(project.dynamic) && project.dynamic.includes("dependencies")) {
    incomplete = `${path} says that its dependencies are computed`;
  }

  const poetry = tableAt(data, "tool", "poetry");
  const main = tableAt(poetry, "dependencies");
  const addTable = (table: TomlTable, named: string | undefined, ...place: string[]) => {
    const group = named === undefined ? "production" : groupOf(named);
    for (const entry of tablePackages(table, group, path, outline, "tool", "poetry", ...place))
      packages.push({ ...entry, inNamedGroup: isNamed(group, named) });
  };
  addTable(main, undefined, "dependencies");
  addTable(tableAt(poetry, "dev-dependencies"), "dev", "dev-dependencies");
  for (const name of Object.keys(tableAt(poetry, "group"))) {
    addTable(tableAt(poetry, "group", name, "dependencies"), name, "group", name, "dependencies");
  }

  const manifest: Manifest | undefined =
    Object.keys(main).some((name) => name !== "python") && project.dependencies === undefined
      ? { path, kind: "poetry" }
      : Object.keys(project).length > 0 && incomplete === undefined
        ? { path, kind: "project" }
        : undefined;
  return { packages, manifest, incomplete };
});

/** Reads Pipfile. */
export const readPipfile = perDocument((document): ManifestFile => {
  const { path, text } = document;
  const data = tomlOf(document);
  if (data === undefined)
    return { packages: [], manifest: undefined, incomplete: `${path} is not valid TOML` };
  const outline = tomlOutline(text);
  const main = tableAt(data, "packages");
  const local = Object.values(main).some((value) => isTable(value) && value.path !== undefined);
  return {
    packages: [
      ...tablePackages(main, "production", path, outline, "packages"),
      ...tablePackages(tableAt(data, "dev-packages"), "development", path, outline, "dev-packages"),
    ],
    manifest: { path, kind: "pipfile" },
    incomplete: local ? `${path} installs a local directory, which may bring anything` : undefined,
  };
});

function groupOf(name: string): Dependency["group"] {
  return isForProduction(name) ? "production" : "development";
}

function isNamed(group: Dependency["group"], named: string | undefined): boolean {
  return group === "production" && named !== undefined;
}

function dependencyOf(text: string, group: Dependency["group"], at: Location): Dependency | undefined {
  const requirement = parseRequirement(text);
  if (requirement === undefined) return undefined;
  const { name, extras, specifier, marker } = requirement;
  return { name, extras, specifier, version: exactVersion(specifier), locked: false, group, marker, at };
}

/** Packages written as `name = "version"` or `name = { version = "..." }`. */
function tablePackages(
  table: TomlTable,
  group: Dependency["group"],
  file: string,
  outline: TomlOutline,
  ...place: string[]
): Dependency[] {
  return Object.entries(table).flatMap(([name, value]) => {
    if (name === "python") return [];
    // Poetry allows a list of alternatives, one for each Python version: together they may be any.
    const version = typeof value === "string" ? value : isTable(value) ? value.version : undefined;
    const specifier = typeof version === "string" ? version.replace(/\s+/g, "") : "";
    const extras = isTable(value) && Array.isArray(value.extras) ? value.extras.map(String) : [];
    const entry = tomlEntry(outline, ...place, name);
    const range = entry
      ? { start: entry.keyRange.start, end: entry.valueRange.end }
      : (tomlTable(outline, ...place, name) ?? { start: 0, end: 0 });
    return [
      {
        name: normalisedName(name),
        extras: extras.map(normalisedName),
        specifier: specifier === "*" ? "" : specifier,
        // Poetry's "1.2" and Pipfile's "==1.2" both mean exactly that.
        version: exactVersion(specifier) ?? (/^\d+(\.\d+)*$/.test(specifier) ? specifier : undefined),
        locked: false,
        group,
        marker: markerOf(value),
        at: { file, ...range },
      },
    ];
  });
}

/** The marker of a table entry: Poetry's and Pipenv's `markers`, and Pipenv's `sys_platform = "== 'win32'"`. */
function markerOf(value: unknown): string | undefined {
  if (!isTable(value)) return undefined;
  if (typeof value.markers === "string") return value.markers;
  return typeof value.sys_platform === "string" ? `sys_platform ${value.sys_platform}` : undefined;
}

function inside({ start, end }: Range): Range {
  return { start: start + 1, end: end - 1 };
}
