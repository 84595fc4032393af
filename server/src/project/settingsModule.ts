/**
 * Which settings module production loads, and why. In order: what the user chose, the configuration file, what the deployment's
 * files set, the default of wsgi.py or asgi.py, a name for production, manage.py's default, the only module there is.
 * A default that is named for development, or that is an empty package, is not taken where there are other modules; nor one
 * that a module named for production builds on.
 */
import type { Configuration } from "../config/read";
import { parseDockerfile } from "../files/dockerfile";
import { basename, dirname, join } from "../paths";
import type { Snapshot } from "../snapshot";
import type { SourceDocument } from "../syntax/document";
import type { ShellScript, ShellWord } from "../syntax/shell";
import type { Location } from "../syntax/text";
import {
  entryPointKind,
  moduleName,
  type NamedSettings,
  resolveModule,
  SETTINGS_VARIABLE,
  settingsDefaults,
} from "./modules";
import { type Process, processesOf } from "./processes";
import type { Deployment, ModuleRef, NamedEnvironment, SettingsChoice } from "./project";
import { type FolderTree, isInside } from "./tree";
import { applicationOf, serverCommands } from "./webServer";

/** What is known of a project before its settings module is chosen. */
export interface Surroundings {
  readonly snapshot: Snapshot;
  readonly tree: FolderTree;
  readonly root: string;
  readonly managePy: string | undefined;
  readonly deployment: Deployment;
  readonly wsgi: readonly ModuleRef[];
  readonly asgi: readonly ModuleRef[];
  /** Directories of other projects inside this one. */
  readonly foreign: readonly string[];
  /** The module that the user chose, if any. */
  readonly configured: string | undefined;
  readonly configuration: Configuration | undefined;
  /** The environment of the configuration that is judged, if any. */
  readonly environment: NamedEnvironment | undefined;
}

interface Named {
  readonly module: string;
  readonly reason: string;
  readonly at?: Location;
  /** The file whose value config vars replace; undefined for commands. */
  readonly file?: string;
}

export const PRODUCTION = ["production", "prod", "heroku", "deploy", "deployment", "live"];
export const DEVELOPMENT = [
  "dev",
  "devel",
  "develop",
  "development",
  "local",
  "test",
  "tests",
  "testing",
  "ci",
  "debug",
  "compose",
];
/** Names of what other settings modules build on, and of what runs before production. */
const STAGING = ["staging", "stage", "qa"];
export const PARTIAL = ["base", "common", "default", "defaults", "shared", ...STAGING];

/** Chooses the production settings module. Total: without any, `module` is undefined and the reason says so. */
export function chooseSettings(place: Surroundings): SettingsChoice {
  const { snapshot, tree, root, managePy } = place;
  const isEmpty = ({ path }: ModuleRef) => isEmptyPackage(snapshot, path);
  const manage = managePy === undefined ? undefined : snapshot.file(managePy);
  const manageDefault = manage && settingsDefaults(manage)[0];
  const entry = [...entryDefaults(place, settingsDefaults)].sort(
    (a, b) => Number(isNamed(a.module, DEVELOPMENT)) - Number(isNamed(b.module, DEVELOPMENT)),
  )[0];
  const entryModule = entry && resolveModule(tree, root, entry.module);
  const candidates = settingsCandidates(place, entryModule);
  const byName = productionNamed(candidates, place.deployment.heroku);
  const choice = (module: ModuleRef | undefined, reason: string, at?: Location): SettingsChoice => ({
    module,
    reason,
    at,
    candidates: candidates.filter(({ name }) => name !== module?.name),
    shared: module !== undefined && manageDefault?.module === module.name,
  });

  const wanted = place.configured
    ? { module: place.configured, reason: "chosen by the user" }
    : fromConfiguration(place);
  if (wanted !== undefined) {
    const module = resolveModule(tree, root, wanted.module);
    if (module !== undefined) return choice(module, wanted.reason, wanted.at);
    return choice(undefined, `${wanted.module} is configured, but there is no such module`, wanted.at);
  }

  for (const named of fromDeployment(place, SETTINGS_VARIABLE)) {
    const module = resolveModule(tree, root, named.module);
    if (module === undefined || isEmpty(module)) continue;
    const early = isNamed(module.name, [...DEVELOPMENT, ...STAGING]);
    if (early && byName !== undefined && named.file !== undefined && named.at !== undefined) {
      const reason = `it is named for production; ${basename(named.file)} sets ${module.name}, which is not`;
      return { ...choice(byName, reason), passedOver: { module: module.name, at: named.at } };
    }
    return choice(module, named.reason, named.at);
  }

  if (entry !== undefined && entryModule !== undefined) {
    const development = isNamed(entry.module, DEVELOPMENT);
    const usual = choice(entryModule, `${entry.at.file} uses it by default`, entry.at);
    if (!development && !isEmpty(entryModule)) {
      if (byName === undefined || isNamed(entry.module, PRODUCTION) || !buildsOn(place, byName, entryModule))
        return usual;
      const reason = `it is named for production, and builds on ${entry.module}, which ${entry.at.file} uses by default`;
      return { ...choice(byName, reason), passedOver: entry };
    }
    const defaults = `${basename(entry.at.file)} defaults to ${entry.module}, which is`;
    const passedOver = development ? { passedOver: entry } : {};
    if (byName !== undefined) {
      const reason = `it is named for production; ${defaults} ${development ? "not" : "empty"}`;
      return { ...choice(byName, reason), ...passedOver };
    }
    const others = candidates.filter(
      (module) => module.name !== entryModule.name && !isNamed(module.name, DEVELOPMENT) && !isEmpty(module),
    );
    if (development && others.length === 0) return usual;
    const whole = others.filter(({ name, path }) => !isNamed(name, PARTIAL) && isWhole(snapshot, path));
    const doubt = `${defaults} ${development ? "named for development" : "empty"}`;
    if (whole.length === 1)
      return { ...choice(whole[0], `no other module may be production's; ${doubt}`), ...passedOver };
    const [said, ...rivals] = whole.filter(({ path }) => saysProduction(snapshot, path));
    if (said !== undefined && rivals.length === 0) {
      return { ...choice(said, `its docstring says that it is for production; ${doubt}`), ...passedOver };
    }
    return choice(undefined, `${doubt}; choose the production module`, entry.at);
  }
  if (byName !== undefined) return choice(byName, "it is named for production");

  const manageModule = manageDefault && resolveModule(tree, root, manageDefault.module);
  if (
    manageDefault !== undefined &&
    manageModule !== undefined &&
    !isNamed(manageModule.name, DEVELOPMENT) &&
    !isEmpty(manageModule)
  ) {
    return choice(manageModule, "manage.py uses it, and nothing names another", manageDefault.at);
  }
  const filled = candidates.filter((module) => !isEmpty(module));
  const possible = filled.filter(({ name }) => !isNamed(name, DEVELOPMENT));
  if (filled.length > 1 && possible.length === 1 && isNamed(possible[0]!.name, PARTIAL)) {
    return choice(
      undefined,
      `besides ${possible[0]!.name}, only settings for development and tests were found`,
    );
  }
  if (possible.length === 1) return choice(possible[0], "it is the only settings module");
  if (possible.length > 1)
    return choice(undefined, "several settings modules exist, and nothing says which is production's");
  const why =
    filled.length > 0
      ? "only settings for development and tests were found"
      : candidates.length > 0
        ? "the settings package is empty"
        : "no settings module was found";
  return choice(undefined, why);
}

/** What the configuration file says: for the environment that is judged, or for production. */
function fromConfiguration({ configuration, environment }: Surroundings): Named | undefined {
  if (environment !== undefined) {
    const { name, file, settings } = environment;
    const reason = `${file} names it for ${name}`;
    if (settings !== undefined) return { ...settings, reason };
    const variable = environment.variables.find((each) => each.name === SETTINGS_VARIABLE);
    if (variable?.value !== undefined)
      return { module: variable.value, reason, at: { file, ...variable.range } };
  }
  const written = configuration?.settings;
  if (configuration === undefined || written === undefined) return undefined;
  const { path } = configuration;
  return { module: written.text, reason: `${path} names it`, at: { file: path, ...written.range } };
}

/** What Procfile, heroku.yml, app.json and Dockerfile set a variable to, in the order they are believed. */
export function fromDeployment(
  { snapshot, deployment }: Pick<Surroundings, "snapshot" | "deployment">,
  variable: string,
): Named[] {
  const { herokuYml, appJson, dockerfile, target } = deployment;
  const processes = processesOf(snapshot, deployment);
  const named: Named[] = [];
  for (const name of ["web", "release"]) {
    for (const process of processes.filter((candidate) => candidate.name === name)) {
      named.push(...fromProcess(process, variable));
    }
  }
  for (const { name, value, range } of herokuYml?.setup.config ?? []) {
    if (name !== variable) continue;
    named.push({
      module: value,
      reason: `heroku.yml sets ${variable}`,
      file: herokuYml!.path,
      at: { file: herokuYml!.path, ...range },
    });
  }
  for (const { name, value, valueRange } of appJson?.env ?? []) {
    if (name !== variable || value === undefined || valueRange === undefined) continue;
    named.push({
      module: value,
      reason: `app.json sets ${variable}`,
      file: appJson!.path,
      at: { file: appJson!.path, ...valueRange },
    });
  }
  // The classic buildpack does not look at a Dockerfile: it may be for development.
  const docker = target === "container" || target === "docker" ? dockerfile : undefined;
  const document = docker && snapshot.file(docker.path);
  if (document !== undefined && document.problem === undefined) {
    const set = parseDockerfile(document).env.findLast(({ name }) => name === variable);
    if (set?.value !== undefined) {
      const at = { file: document.path, ...set.range };
      const reason = `${document.path} sets ${variable}`;
      named.push({ module: set.value, reason, file: document.path, at });
    }
  }
  return named;
}

function fromProcess({ name, source, at, shell }: Process, variable: string): Named[] {
  const reason = `${source}'s ${name} process sets ${variable}`;
  return settingsWords(shell, variable).map((word) => ({
    module: word.text,
    reason,
    at: { file: at.file, start: word.start, end: word.end },
  }));
}

/**
 * What commands set a variable to: `VAR=value` before them, gunicorn's `--env VAR=value`, and the option of manage.py that
 * means the same.
 */
function settingsWords({ commands }: ShellScript, variable: string): ShellWord[] {
  const option = variable === SETTINGS_VARIABLE ? "--settings" : "--configuration";
  // The server comes last in a command line: what it is told counts more than what the commands before it are told.
  return [...commands].reverse().flatMap(({ assignments, args }) => {
    const found = [...assignments].reverse().filter(({ name }) => name === variable);
    const words = found.map(({ value }) => value);
    args.forEach((word, i) => {
      const start = [`${option}=`, `--env=${variable}=`, `-e${variable}=`, `${variable}=`].find(
        (prefix) => word.text.startsWith(prefix) && word.text.length > prefix.length,
      );
      const value = start && word.text.slice(start.length);
      if (value !== undefined) words.unshift({ ...word, text: value, start: word.end - value.length });
      if (word.text === option && args[i + 1] !== undefined) words.unshift(args[i + 1]!);
    });
    return words.filter(({ dynamic }) => !dynamic);
  });
}

/** The defaults of the wsgi.py or asgi.py that the web process starts; without any, of the first that has some. */
export function entryDefaults(
  { snapshot, tree, root, deployment, wsgi, asgi }: Surroundings,
  defaults: (document: SourceDocument) => readonly NamedSettings[],
): readonly NamedSettings[] {
  const started = processesOf(snapshot, deployment)
    .filter(({ name }) => name === "web")
    .flatMap(({ shell }) => serverCommands(shell))
    .flatMap((server) => applicationOf(server)?.module ?? []);
  const all = [...wsgi, ...asgi];
  const own = all.find(({ name }) =>
    started.some((module) => module === name || module.endsWith(`.${name}`)),
  );
  const elsewhere = started
    .map((module) => resolveModule(tree, root, module))
    .find((module) => module !== undefined);
  for (const module of [own ?? elsewhere, ...all]) {
    const document = module && snapshot.file(module.path);
    const found = document && defaults(document);
    if (found !== undefined && found.length > 0) return found;
  }
  return [];
}

/**
 * Settings modules by their names: settings.py, settings/*.py and packages in settings/, settings_*.py, *_settings.py, and
 * production.py and the like beside settings.py, where they build on it, or beside the base.py that wsgi.py names.
 */
function settingsCandidates(
  { snapshot, tree, root, foreign }: Surroundings,
  entryModule: ModuleRef | undefined,
): ModuleRef[] {
  const known = [...PRODUCTION, ...DEVELOPMENT, ...PARTIAL];
  const beside =
    entryModule !== undefined && isNamed(entryModule.name, known) ? dirname(entryModule.path) : undefined;
  const candidates: ModuleRef[] = [];
  for (const directory of tree.directories) {
    if (!isInside(directory, root) || foreign.some((other) => isInside(directory, other))) continue;
    const files = tree.files(directory);
    const parent = dirname(directory);
    if (basename(parent) === "settings" && isInside(parent, root) && parent !== root) {
      // What is inside such a package are its parts. An empty one only holds parts of other modules.
      const path = join(directory, "__init__.py");
      if (!files.has("__init__.py") || isEmptyPackage(snapshot, path)) continue;
      candidates.push({ name: moduleName(root, directory), path });
      continue;
    }
    const inPackage = basename(directory) === "settings" && directory !== root;
    const application =
      ["apps.py", "models.py"].some((name) => files.has(name)) || basename(directory) === "models";
    const entry = [...files].some((name) => entryPointKind(name) !== undefined);
    if (application && !entry && !inPackage) continue;
    const home = entry || directory === root || files.has("settings.py") || files.has("urls.py");
    for (const name of files) {
      const stem = name.endsWith(".py") ? name.slice(0, -3) : undefined;
      // "production-ci.py" cannot be imported by name.
      if (stem === undefined || stem.startsWith("_") || !/^\w+$/u.test(stem)) continue;
      const variant =
        home &&
        (stem.startsWith("settings_") ||
          stem.endsWith("_settings") ||
          (PRODUCTION.includes(stem) && extendsSettings(snapshot, join(directory, name))));
      const sibling =
        directory === beside && known.includes(stem) && isWhole(snapshot, join(directory, name));
      if (!inPackage && stem !== "settings" && !variant && !sibling) continue;
      const path = join(directory, name);
      candidates.push({ name: moduleName(root, path), path });
    }
    if (inPackage && files.has("__init__.py")) {
      candidates.push({ name: moduleName(root, directory), path: join(directory, "__init__.py") });
    }
  }
  return candidates.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** True for an `__init__.py` without any statement but its docstring. */
function isEmptyPackage(snapshot: Snapshot, path: string): boolean {
  const document = basename(path) === "__init__.py" ? snapshot.file(path) : undefined;
  if (document === undefined || document.problem !== undefined) return false;
  return document
    .python()
    .body.every(({ statement }) => statement.type === "Expr" && statement.value.type === "Constant");
}

/** True if a module may be loaded as settings: a part of them has neither a list of applications nor another to build on. */
function isWhole(snapshot: Snapshot, path: string): boolean {
  return /^\s*from\s+\S+\s+import\s*\(?\s*\*|\bINSTALLED_APPS\b/m.test(snapshot.file(path)?.text ?? "");
}

/** True if a module's docstring speaks of production in its first line. */
function saysProduction(snapshot: Snapshot, path: string): boolean {
  const first = snapshot.file(path)?.python().body[0]?.statement;
  if (first?.type !== "Expr" || first.value.type !== "Constant") return false;
  const { constant } = first.value;
  const [line] = constant.kind === "str" ? constant.value.trim().split("\n") : [""];
  return /\bproduction\b/i.test(line!) && !/\b(not|no|non|before|like)\b/i.test(line!);
}

/** True if a module star-imports another one, or one that does. */
function buildsOn(
  place: Surroundings,
  module: ModuleRef,
  base: ModuleRef,
  seen = new Set<string>(),
): boolean {
  const { snapshot, tree, root } = place;
  if (seen.has(module.path)) return false;
  seen.add(module.path);
  const text = snapshot.file(module.path)?.text ?? "";
  const parents = module.name.split(".");
  if (basename(module.path) !== "__init__.py") parents.pop();
  return [...text.matchAll(/^\s*from\s+(\.*)([\w.]*)\s+import\s*\(?\s*\*/gm)].some(([, dots, name]) => {
    const above = dots === "" ? [] : parents.slice(0, parents.length - dots!.length + 1);
    const found = resolveModule(tree, root, [...above, name!].filter((part) => part !== "").join("."));
    if (found === undefined) return false;
    return found.path === base.path || buildsOn(place, found, base, seen);
  });
}

/** True for `from .settings import *`. */
function extendsSettings(snapshot: Snapshot, path: string): boolean {
  return /^\s*from\s+(?:[\w.]*\.)?settings(?:\.\w+)*\s+import\s*\*/m.test(snapshot.file(path)?.text ?? "");
}

function productionNamed(candidates: readonly ModuleRef[], heroku: boolean): ModuleRef | undefined {
  const order = heroku ? ["heroku", ...PRODUCTION] : PRODUCTION;
  for (const word of order) {
    const found = candidates.find(({ name }) => isNamed(name, [word]));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** True if the last part of a module's name has one of the words: "site.settings.prod", "site.settings_prod". */
function isNamed(module: string, words: readonly string[]): boolean {
  const last = module.slice(module.lastIndexOf(".") + 1);
  return last.split("_").some((word) => words.includes(word.toLowerCase()));
}
