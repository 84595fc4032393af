/** What INSTALLED_APPS makes of its entries: django/apps/config.py and registry.py. */
import type { Plain } from "../settings/plain";
import type { ClassDef } from "../syntax/python/ast";
import type { Codebase, Definition, OwnModule } from "./codebase";
import { APP_CONFIG, APP_CONFIG_BASES, CONTRIB_APPS, contribAppOf, isContribPackage } from "./contrib";
import { type Python, raise, unknownReason } from "./python";

/** An installed application. */
export interface App {
  /** Dotted name of its package; undefined if nobody knows. */
  readonly name: string | undefined;
  /** The last part of it, or what its AppConfig says; undefined if nobody knows. */
  readonly label: string | undefined;
  /** Its package, if it is part of the project. */
  readonly module?: OwnModule;
  /** Its AppConfig, if that is a class of Django or of the project; undefined if nobody knows. */
  readonly config?: Definition;
  /** Whether its AppConfig has a `default_auto_field` of its own; undefined if nobody knows. */
  readonly autoField?: boolean;
  /** What to tell the user where it matters that nobody knows more. */
  readonly reason: string;
}

/** The applications of lists that are known in full: every check asks for them, on every way through it. */
const listed = new WeakMap<Plain, { readonly codebase: Codebase; readonly apps: readonly App[] }>();

/** The applications of INSTALLED_APPS. Throws `Raised` with what keeps Django from starting. */
export function installedApps(python: Python, setting: Plain, codebase: Codebase): readonly App[] {
  const before = listed.get(setting);
  if (before?.codebase === codebase) return before.apps;
  const apps = readApps(python, setting, codebase);
  if ((setting.kind === "list" || setting.kind === "tuple") && setting.open === undefined)
    listed.set(setting, { codebase, apps });
  return apps;
}

function readApps(python: Python, setting: Plain, codebase: Codebase): readonly App[] {
  const apps: App[] = [];
  const entries = new Set<string>();
  const labels = new Set<string>();
  for (const item of python.iterate(setting)) {
    const entry = python.string(item, "rpartition");
    if (entry === undefined) {
      apps.push({ name: undefined, label: undefined, reason: `INSTALLED_APPS: ${unknownReason(item)}` });
      continue;
    }
    const app = appOf(entry, codebase);
    const label = app.label ?? entry.slice(entry.lastIndexOf(".") + 1);
    // Whatever the label of an application is, the same entry has it again.
    if (entries.has(entry) || (app.label !== undefined && labels.has(app.label)))
      raise("ImproperlyConfigured", `Application labels aren't unique, duplicates: ${label}`);
    entries.add(entry);
    if (app.label !== undefined) labels.add(app.label);
    apps.push(app);
  }
  const names = apps.flatMap(({ name }) => name ?? []);
  const twice = names.find((name, n) => names.indexOf(name) !== n);
  if (twice !== undefined)
    raise("ImproperlyConfigured", `Application names aren't unique, duplicates: ${twice}`);
  return apps;
}

/** `apps.is_installed(name)`, for an application of Django. */
export function isInstalled(python: Python, apps: readonly App[], name: string): boolean {
  if (apps.some((app) => app.name === name)) return true;
  const unknown = apps.find((app) => app.name === undefined);
  return python.decide(unknown === undefined ? false : undefined, apps, name, unknown?.reason);
}

/** Every check asks for the same applications. */
const known = new WeakMap<Codebase, Map<string, App>>();

function appOf(entry: string, codebase: Codebase): App {
  const apps = known.get(codebase) ?? new Map<string, App>();
  known.set(codebase, apps);
  const app = apps.get(entry) ?? createApp(entry, codebase);
  apps.set(entry, app);
  return app;
}

/** `AppConfig.create(entry)` */
function createApp(entry: string, codebase: Codebase): App {
  if (entry === "") raise("ValueError", "Empty module name");
  if (entry.startsWith("."))
    raise("TypeError", `the 'package' argument is required to perform a relative import for '${entry}'`);
  if (entry === "django" || entry.startsWith("django.")) return djangoApp(entry);
  const module = codebase.module(entry);
  if (module) return packageApp(entry, module, codebase);
  const dot = entry.lastIndexOf(".");
  const last = entry.slice(dot + 1);
  const isClass = dot > 0 && /^\p{Lu}/u.test(last);
  const found = codebase.find(entry);
  if (found.kind === "class" || found.kind === "django") return configuredApp(entry, found, codebase);
  if (found.kind === "function") raise("TypeError", "issubclass() arg 1 must be a class");
  if (found.kind === "missing" && found.module !== undefined && isClass)
    raise("ImportError", `Module '${found.module.name}' does not contain a '${last}' class.`);
  if (module === null && found.kind === "missing") {
    if (isClass && codebase.module(entry.slice(0, dot)) !== null) return foreignApp(entry, isClass);
    raise("ModuleNotFoundError", `No module named '${isClass ? entry.slice(0, dot) : entry}'`);
  }
  return foreignApp(entry, isClass);
}

/** An application that is installed beside Django, for all we know. */
function foreignApp(entry: string, isClass: boolean): App {
  return {
    name: isClass ? undefined : entry,
    label: undefined,
    reason: `${entry} is not part of the project`,
  };
}

function djangoApp(entry: string): App {
  if (isContribPackage(entry)) {
    const { config } = CONTRIB_APPS[entry]!;
    return contribApp(entry, `${entry}.apps.${config}`);
  }
  const app = contribAppOf(entry);
  if (app !== undefined) return contribApp(app, entry);
  const [, module = "", name = ""] = /^(.*)\.(\p{Lu}\w*)$/u.exec(entry) ?? [];
  if (name !== "" && (module === "django.contrib" || isContribPackage(module.replace(/\.apps$/, ""))))
    raise("ImportError", `Module '${module}' does not contain a '${name}' class.`);
  const [, contrib] = /^(django\.contrib\.[^.]*)(?:\.|$)/.exec(entry) ?? [];
  if (contrib !== undefined && !isContribPackage(contrib))
    raise("ModuleNotFoundError", `No module named '${contrib}'`);
  return { name: entry, label: entry.slice(entry.lastIndexOf(".") + 1), autoField: false, reason: "" };
}

function contribApp(name: string, config: string): App {
  return {
    name,
    label: CONTRIB_APPS[name]!.label,
    config: { kind: "django", name: config },
    autoField: hasAutoField(name),
    reason: `${name} is Django's`,
  };
}

/** Django's applications with models of their own set it, and some others. */
function hasAutoField(name: string): boolean {
  return CONTRIB_APPS[name]!.models !== undefined && name !== "django.contrib.sessions";
}

/** An entry that names a package: its apps module may hold the configuration. */
function packageApp(entry: string, module: OwnModule, codebase: Codebase): App {
  const label = entry.slice(entry.lastIndexOf(".") + 1);
  const plain: App = { name: entry, label, module, autoField: false, reason: "" };
  const apps = module.directory === undefined ? null : codebase.module(`${entry}.apps`);
  if (!apps) return plain;
  const { open, names } = codebase.names(apps);
  const unsure: App = {
    name: undefined,
    label: undefined,
    module,
    reason: `which AppConfig ${apps.name} has is not clear`,
  };
  if (open) return unsure;
  const configs: Definition[] = [];
  for (const [, definition] of names) {
    const is = codebase.isSubclass(definition, APP_CONFIG, APP_CONFIG_BASES);
    // Names that are neither classes nor imports, such as constants, are no AppConfig.
    if (is === undefined && definition.kind === "class") return unsure;
    if (is && !isAppConfigItself(definition)) configs.push(definition);
  }
  const marks = configs.map((config) => isDefault(config, codebase));
  if (marks.includes("unknown")) return unsure;
  const candidates = configs.filter((_, n) => marks[n] !== false);
  const chosen = candidates.length === 1 ? candidates : configs.filter((_, n) => marks[n] === true);
  if (chosen.length > 1) {
    raise("RuntimeError", `'${apps.name}' declares more than one default AppConfig.`);
  }
  return chosen[0] === undefined ? plain : configuredApp(entry, chosen[0], codebase);
}

function isAppConfigItself(definition: Definition): boolean {
  return definition.kind === "django" && /^django\.apps\.(?:config\.)?AppConfig$/.test(definition.name);
}

/** What the class says with `default`: true, false, nothing, or something that is not followed. */
function isDefault(config: Definition, codebase: Codebase): boolean | undefined | "unknown" {
  const value = attribute(config, "default", codebase);
  if (value === undefined) return undefined;
  return typeof value === "boolean" ? value : "unknown";
}

/** An entry that names a class, or a package with one. */
function configuredApp(entry: string, config: Definition, codebase: Codebase): App {
  const isConfig = codebase.isSubclass(config, APP_CONFIG, APP_CONFIG_BASES);
  if (isConfig === false) raise("ImproperlyConfigured", `'${entry}' isn't a subclass of AppConfig.`);
  const name = attribute(config, "name", codebase);
  if (name === undefined && isConfig)
    raise("ImproperlyConfigured", `'${entry}' must supply a name attribute.`);
  if (typeof name !== "string") {
    return { name: undefined, label: undefined, reason: `the name of ${entry} is not followed` };
  }
  const own = name.startsWith("django.") ? undefined : codebase.module(name);
  if (own === null)
    raise(
      "ImproperlyConfigured",
      `Cannot import '${name}'. Check that '${className(config)}.name' is correct.`,
    );
  const label = attribute(config, "label", codebase) ?? name.slice(name.lastIndexOf(".") + 1);
  const autoField = attribute(config, "default_auto_field", codebase);
  return {
    name,
    label: typeof label === "string" ? label : undefined,
    module: own,
    config,
    autoField: autoField === null ? undefined : autoField !== undefined,
    reason: `the AppConfig of ${name} is not followed`,
  };
}

function className(config: Definition): string {
  if (config.kind === "class") return `${config.module.name}.${config.definition.name}`;
  return config.kind === "django" ? config.name : "AppConfig";
}

/** A constant of a class or of its bases; undefined if there is none, null if it is not followed. */
function attribute(
  config: Definition,
  name: string,
  codebase: Codebase,
  depth = 0,
): string | boolean | undefined | null {
  if (config.kind === "django") return djangoAttribute(config.name, name);
  if (config.kind !== "class" || depth > 8) return null;
  const own = ownAttribute(config.definition, name);
  if (own !== undefined) return own;
  for (const base of codebase.bases(config)) {
    const inherited = attribute(base, name, codebase, depth + 1);
    if (inherited !== undefined) return inherited;
  }
  return undefined;
}

function ownAttribute({ body }: ClassDef, name: string): string | boolean | undefined | null {
  let found: string | boolean | undefined | null;
  for (const statement of body) {
    const value =
      statement.type === "AnnAssign" && statement.target.type === "Name" && statement.target.id === name
        ? statement.value
        : statement.type === "Assign" &&
            statement.targets.some((target) => target.type === "Name" && target.id === name)
          ? statement.value
          : undefined;
    if (statement.type === "FunctionDef" && statement.name === name) found = null;
    if (value === undefined) continue;
    const constant = value.type === "Constant" ? value.constant : undefined;
    found = constant?.kind === "str" || constant?.kind === "bool" ? constant.value : null;
  }
  return found;
}

function djangoAttribute(config: string, name: string): string | boolean | undefined {
  const app = contribAppOf(config);
  if (app === undefined) return undefined;
  if (name === "name") return app;
  if (name === "default_auto_field") return hasAutoField(app) ? "django.db.models.AutoField" : undefined;
  return name === "default" && config.endsWith(".AdminConfig") ? true : undefined;
}
