/** What the configuration files of web servers say: gunicorn's Python, evaluated, and uWSGI's .ini. */
import { Memory } from "../memory";
import { basename, join } from "../paths";
import { evaluate } from "../settings/evaluate";
import { isTrue, type Plain } from "../settings/plain";
import { OVERRIDDEN, type Settings } from "../settings/settings";
import type { SourceDocument } from "../syntax/document";
import { environmentKey, productionEnvironment } from "./environment";
import { type IniEntry, parseIni } from "./iniFile";
import { type ProgramTable, programTable } from "./programs";
import type { Project } from "./project";
import type { Layer, Place, ServerValue } from "./serverOptions";
import type { StartedCommand } from "./startScripts";
import type { ServerCommand } from "./webServer";

/** Says of every option that nobody knows it. */
export function unknownLayer(reason: string, source: string): Layer & { readonly path: undefined } {
  return {
    path: undefined,
    values: () => [{ text: undefined, reason, source, kind: "file", at: undefined }],
  };
}

// ----------------------------------------------------- gunicorn's configuration

/** Stands for PORT while a configuration file is evaluated: a port that nobody writes down. */
const PORT = "65521";

/** One for each configuration file: it lives as long as the file's text stays what it is. */
const memories = new WeakMap<SourceDocument, Memory>();

/** What gunicorn's configuration file says; undefined if there is none. */
export function gunicornFile(
  place: Place,
  started: StartedCommand,
  command: ServerCommand,
  layers: readonly Layer[],
  table: ProgramTable,
): (Layer & { readonly path: string | undefined }) | undefined {
  const { project, snapshot } = place;
  const named = layers.map((layer) => layer.values("--config")?.at(-1)).find((value) => value !== undefined);
  if (named !== undefined && named.text === undefined)
    return unknownLayer("nobody knows gunicorn's configuration file", "its configuration file");
  const start = started.directory;
  const inImage = project.deployment.target === "container" || project.deployment.target === "docker";
  const paths =
    start === undefined
      ? []
      : named === undefined
        ? [join(start, "gunicorn.conf.py"), ...(inImage ? [join(project.root, "gunicorn.conf.py")] : [])]
        : configurationPaths(project, start, named.text!);
  const document = paths.map((path) => snapshot.file(path)).find((found) => found !== undefined);
  if (document === undefined) {
    if (named === undefined && start !== undefined) return undefined;
    return unknownLayer(
      `${named?.text ?? "gunicorn.conf.py"} is not in the repository`,
      "its configuration file",
    );
  }
  return fileLayer(document, evaluateFile(place, start!, command, document), table);
}

/** Where `-c` may mean. */
function configurationPaths(project: Project, start: string, text: string): string[] {
  const module = /^python:([\w.]+)$/.exec(text)?.[1];
  if (module !== undefined) {
    const path = module.replaceAll(".", "/");
    // The buildpack puts the deployed directory on PYTHONPATH.
    return [start, project.deployment.root].flatMap((root) => [
      join(root, `${path}.py`),
      join(root, path, "__init__.py"),
    ]);
  }
  const path = text.replace(/^file:/, "");
  if (!path.startsWith("/")) return [join(start, path)];
  return path.startsWith("/app/") ? [join(project.deployment.root, path.slice("/app/".length))] : [];
}

function evaluateFile(
  { project, snapshot }: Place,
  start: string,
  { command }: ServerCommand,
  document: SourceDocument,
): Settings {
  const environment = productionEnvironment(project);
  const variables = new Map(environment.variables);
  for (const { name, value } of command.assignments) {
    const source = "the command";
    variables.set(name, value.dynamic ? { source } : { value: value.text, source });
  }
  if (project.deployment.heroku) variables.set("PORT", { value: PORT, source: "Heroku" });
  if (project.deployment.target === "classic") {
    const source = "Heroku's buildpack";
    if (!variables.has("WEB_CONCURRENCY")) variables.set("WEB_CONCURRENCY", { source });
    if (!variables.has("FORWARDED_ALLOW_IPS")) variables.set("FORWARDED_ALLOW_IPS", { value: "*", source });
  }
  const memory = memories.get(document) ?? new Memory();
  memories.set(document, memory);
  const known = { ...environment, variables };
  const key = `${start} ${environmentKey(known)}`;
  return memory.recall(
    key,
    [],
    snapshot,
    (folder) =>
      evaluate({
        snapshot: folder,
        importRoot: start,
        module: { name: "__config__", path: document.path },
        asScript: true,
        choice: "",
        environment: known,
        version: project.django.range?.max ?? "5.2",
      }).settings,
  );
}

function fileLayer(
  document: SourceDocument,
  settings: Settings,
  table: ProgramTable,
): Layer & { readonly path: string } {
  const source = basename(document.path);
  return {
    path: document.path,
    values(name) {
      const { setting, repeated } = table.byName.get(name) ?? { setting: name, repeated: false };
      const given = (texts: readonly (string | undefined)[], reason?: string) =>
        texts.map(
          (text): ServerValue => ({
            text,
            reason: text === undefined ? (reason ?? "it depends on variables") : undefined,
            source,
            kind: "file",
            at: settings.assignment(setting) ?? settings.location(setting),
          }),
        );
      if (!settings.defines(setting))
        return settings.open === undefined ? undefined : given([undefined], settings.open);
      const { all } = settings.outcomes([OVERRIDDEN + setting, setting], (set, value) =>
        isTrue(set) === true ? textsOf(value, repeated) : isTrue(set) === false ? null : [null],
      );
      const only = all.length === 1 ? all[0]!.outcome : [null];
      if (only === null) return undefined;
      const value = settings.value(setting, { worlds: "all" });
      const reason = value.kind === "unknown" ? value.reason : undefined;
      return given(
        only.map((text) => text ?? undefined),
        reason,
      );
    },
  };
}

/** A value of a configuration file as a command line has it; null for what nobody knows. */
function textsOf(value: Plain, repeated: boolean): (string | null)[] {
  switch (value.kind) {
    case "str":
      return [value.value.replaceAll(PORT, "$PORT")];
    case "int":
      return [String(value.value).replaceAll(PORT, "$PORT")];
    case "bool":
      return [String(value.value)];
    case "none":
      return repeated ? [] : [""];
    case "list":
    case "tuple":
      return value.open === undefined && repeated
        ? value.items.flatMap((item) => textsOf(item, false))
        : [null];
    default:
      return [null];
  }
}

// ------------------------------------------------------------------- uWSGI's

/** The .ini file of uWSGI; unknown where its configuration is of another kind, or more than one file. */
export function uwsgiFile(
  { project, snapshot }: Place,
  started: StartedCommand,
  command: ServerCommand,
): (Layer & { readonly path: string | undefined }) | undefined {
  const others = command.options.some(({ name }) => ["--yaml", "--json", "--xml"].includes(name));
  const named = [
    ...command.options.filter(({ name }) => name === "--ini"),
    ...command.positional.filter(({ text }) => /\.ini(?::\w+)?$/.test(text)),
  ];
  if (!others && named.length === 0 && command.positional.length === 0) return undefined;
  const unread = unknownLayer("its configuration is not read", "its configuration file");
  const start = started.directory;
  const [only] = named;
  if (others || named.length !== 1 || command.positional.length > 1 || only!.dynamic || start === undefined)
    return unread;
  const [path = "", section = "uwsgi"] = only!.text.split(":");
  const file = path.startsWith("/app/") ? join(project.deployment.root, path.slice(5)) : join(start, path);
  const document = path.startsWith("/") && !path.startsWith("/app/") ? undefined : snapshot.file(file);
  if (document === undefined) return unread;
  const entries = parseIni(document).filter((entry) => entry.section === section);
  // Conditions, loops, other files.
  const followed = entries.every(({ name }) => !/^(?:if|for|end|ini|include|inherit|set)\b/.test(name));
  return { path: file, values: (name) => iniValues(document, entries, followed, name) };
}

function iniValues(
  document: SourceDocument,
  entries: readonly IniEntry[],
  followed: boolean,
  name: string,
): readonly ServerValue[] | undefined {
  const names = programTable("uwsgi")!.byName.get(name)?.names ?? [name];
  const source = basename(document.path);
  const kind = "file";
  const given = entries.filter((entry) => names.includes(`--${entry.name.replaceAll("_", "-")}`));
  if (given.length === 0) {
    if (followed) return undefined;
    const reason = `${source} is not read in full`;
    return [{ text: undefined, reason, source, kind, at: undefined }];
  }
  return given.map(({ value, range }) => {
    const text = value.replaceAll(/\$\(PORT\)|\$\{?PORT\b\}?/g, "\u0000");
    const known = followed && !/[$%@]/.test(text);
    return {
      text: known ? (text === "" ? "true" : text.replaceAll("\u0000", "$PORT")) : undefined,
      reason: known ? undefined : "it depends on variables",
      source,
      kind,
      at: { file: document.path, ...range },
    };
  });
}
