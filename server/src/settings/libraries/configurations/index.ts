/**
 * django-configurations: settings are the upper-case attributes of the class that DJANGO_CONFIGURATION names (behaviour of
 * 2.5, see its base.py and importer.py).
 */
import { defaultOf } from "../../../django/defaults";
import type { Location } from "../../../syntax/text";
import { truth } from "../../equality";
import { and, type Condition, type Guarded, map, restrict } from "../../guard";
import {
  boundToClass,
  callOf,
  classAttribute,
  inherited,
  instanceAttribute,
  instantiate,
} from "../../instances";
import type { Interpreter, ModuleInfo } from "../../interpreter";
import { recorded } from "../../interpreter";
import {
  type Binding,
  type ClassCreation,
  type ClassModel,
  ClassValue,
  DEAD,
  type HistoryStep,
  InstanceValue,
  Namespace,
  NONE,
  native,
  sameValue,
  str,
  UNBOUND,
  type Unbound,
  type UnknownValue,
  unknown,
  type Value,
} from "../../values";
import { moduleOf } from "../common";
import { hasEnvFile } from "../envFiles";
import { isSettingValue, setUpValue, valueClasses } from "./values";

const VARIABLE = "DJANGO_CONFIGURATION";

/** Names that a class does not take over from Django's defaults and its bases; Python's own inheritance finds them. */
const NOT_COPIED: ReadonlySet<string> = new Set([
  "DEFAULT_HASHING_ALGORITHM",
  "DEFAULT_CONTENT_TYPE",
  "FILE_CHARSET",
  "DEFAULT_AUTO_FIELD",
  "PASSWORD_RESET_TIMEOUT_DAYS",
  "DEFAULT_FILE_STORAGE",
  "STATICFILES_STORAGE",
]);

/** Stands for Django's default of a setting, which every configuration class has as an attribute. */
const DJANGO_DEFAULTS = new WeakSet<Value>();

function djangoDefault(name: string): UnknownValue {
  const value = unknown(`Django's default of ${name}`);
  DJANGO_DEFAULTS.add(value);
  return value;
}

/** `isuppercase()` of its utils.py. */
function isUpperCase(name: string): boolean {
  return name === name.toUpperCase() && !name.startsWith("_");
}

function isSettingOfDjango(name: string): boolean {
  return (["4.2", "5.2", "6.1"] as const).some((version) => defaultOf(name, version) !== undefined);
}

const isConfiguration = (value: Value): value is ClassValue =>
  value instanceof ClassValue && value.mro.some((base) => base === Configuration);

/** The upper-case names of a class and what it inherits from. */
function upperCaseNames(cls: ClassValue): string[] {
  const names = new Set<string>();
  for (const base of cls.mro) {
    if (base instanceof ClassValue)
      for (const name of base.namespace.bindings.keys()) if (isUpperCase(name)) names.add(name);
  }
  return [...names].sort();
}

/** The binding that a class sees under a name. */
function bindingOf(cls: ClassValue, name: string): Binding | undefined {
  for (const base of cls.mro) {
    const binding = base instanceof ClassValue ? base.namespace.bindings.get(name) : undefined;
    if (binding !== undefined && binding.value !== UNBOUND) return binding;
  }
  return undefined;
}

/** A new class takes over the upper-case attributes of all its bases, the first one's last: its metaclass copies them. */
function created({ interpreter: i, cls, keywords, pc, at }: ClassCreation): string | undefined {
  i.usesConfigurations = true;
  if (keywords.size > 0) return "keywords of a configuration";
  const missing = map<Value | Unbound, boolean>(
    i.variables.read(VARIABLE, at),
    (leaf) => leaf.kind === "unbound",
  );
  i.raise("ImproperlyConfigured", `${VARIABLE} is not set`, and(pc, missing), at);
  const copied = new Map<string, Guarded<Value | Unbound>>();
  const histories = new Map<string, readonly HistoryStep[]>();
  for (const base of [...cls.bases].reverse()) {
    if (!(base instanceof ClassValue)) continue;
    const names = upperCaseNames(base);
    if (isConfiguration(base)) {
      for (const name of copied.keys())
        if (!names.includes(name) && isSettingOfDjango(name)) copied.set(name, djangoDefault(name));
    }
    for (const name of names) {
      const value = map<Value | Unbound, Value | Unbound>(inherited(i, base.mro, name, pc), (leaf) =>
        leaf.kind === "unbound" ? leaf : boundToClass(i, leaf, base, pc, at),
      );
      copied.set(name, value);
      histories.set(name, bindingOf(base, name)?.history ?? []);
    }
  }
  for (const [name, value] of copied) {
    if (NOT_COPIED.has(name)) continue;
    const own = cls.namespace.bindings.get(name);
    const merged = map<Value | Unbound, Value | Unbound>(own?.value ?? UNBOUND, (leaf) =>
      leaf.kind === "unbound" ? value : leaf,
    );
    i.bind(cls.namespace, name, merged, pc, recorded(histories.get(name) ?? [], own?.history ?? []));
  }
  return undefined;
}

/** A class method of `Configuration` itself. */
function classMethod(
  name: string,
  run: (cls: ClassValue, access: { i: Interpreter; pc: Condition; at: Location }) => void,
): Value {
  const f = native(name, ({ interpreter: i, args, pc, at }) => {
    const [cls] = args;
    if (cls instanceof ClassValue) run(cls, { i, pc, at });
    return NONE;
  });
  return { kind: "descriptor", name, type: "classmethod", function: f };
}

/** `setup()`: values of the environment replace the objects that stand for them. */
function setUpClass(cls: ClassValue, { i, pc }: { i: Interpreter; pc: Condition }): void {
  for (const name of upperCaseNames(cls)) {
    const history = bindingOf(cls, name)?.history ?? [];
    i.each(inherited(i, cls.mro, name, pc), pc, (leaf, when) => {
      if (leaf.kind === "unbound" || !isSettingValue(leaf)) return;
      for (const [setting, value] of setUpValue(i, leaf, name, i.surviving(when)))
        i.bind(cls.namespace, setting, value, i.surviving(when), history);
    });
  }
}

/** `load_dotenv()`: the file must be there; what it sets is not read. */
function loadDotenv(cls: ClassValue, { i, pc, at }: { i: Interpreter; pc: Condition; at: Location }): void {
  i.each(inherited(i, cls.mro, "DOTENV", pc), pc, (leaf, when) => {
    if (leaf.kind === "unbound" || truth(i, leaf) === false) return;
    if (hasEnvFile(i, leaf) === false) {
      // A deployment has files that the repository has not; a closed environment has only those.
      if (i.variables.closed) i.raise("ImproperlyConfigured", "Couldn't read the .env file", when, at);
      return;
    }
    i.variables.load(false, when);
    i.bind(cls.namespace, "DOTENV_LOADED", leaf, i.surviving(when), []);
  });
}

const MODEL: ClassModel = {
  name: "a configuration",
  created,
  attribute: (cls, name, { interpreter: i, pc }) =>
    isSettingOfDjango(name) && inherited(i, cls.mro, name, pc) === UNBOUND ? djangoDefault(name) : undefined,
  instanceAttribute: (instance, name, { interpreter: i, pc }) =>
    isSettingOfDjango(name) &&
    inherited(i, instance.cls.mro, name, pc) === UNBOUND &&
    !instance.namespace.bindings.has(name)
      ? djangoDefault(name)
      : undefined,
};

function configurationNamespace(): Namespace {
  const namespace = new Namespace();
  const bind = (name: string, value: Value) => namespace.bindings.set(name, { value, history: [] });
  bind("DOTENV_LOADED", NONE);
  bind("load_dotenv", classMethod("load_dotenv", loadDotenv));
  bind("pre_setup", classMethod("pre_setup", loadDotenv));
  bind("setup", classMethod("setup", setUpClass));
  bind(
    "post_setup",
    classMethod("post_setup", () => undefined),
  );
  return namespace;
}

const Configuration = new ClassValue({
  name: "Configuration",
  namespace: configurationNamespace(),
  model: MODEL,
});

const PRISTINE = new WeakSet<Value>();

/** `@pristinemethod`: a function that is a setting itself. */
const pristine = native("pristinemethod", ({ interpreter: i, args, pc, at }) =>
  i.lift([args[0] ?? DEAD], pc, ([f]) => {
    if (f!.kind === "dead") return DEAD;
    PRISTINE.add(f!);
    return { kind: "descriptor", name: "pristinemethod", type: "staticmethod", function: f!, at };
  }),
);

export const configurations: readonly (readonly [string, () => Value])[] = [
  [
    "configurations",
    () => moduleOf("configurations", { Configuration, pristinemethod: pristine, values: valuesModule() }),
  ],
  ["configurations.values", valuesModule],
  ["configurations.base", () => moduleOf("configurations.base", { Configuration })],
];

function valuesModule(): Value {
  return moduleOf("configurations.values", Object.fromEntries(valueClasses));
}

// ---------------------------------------------------------------- the importer

/** What the importer does once the settings module has run: the chosen class's attributes become the module's. */
export function setUpConfiguration(i: Interpreter, module: ModuleInfo, at: Location): void {
  if (!i.usesConfigurations) return;
  i.each(i.variables.read(VARIABLE, at), i.surviving(true), (leaf, when) => {
    if (leaf.kind !== "str") {
      const what = leaf.kind === "env" ? "is not known" : "is not set";
      i.openNamespace(module.namespace, `the configuration class that ${VARIABLE} names ${what}`, when);
      return;
    }
    i.each(module.namespace.bindings.get(leaf.value)?.value ?? UNBOUND, i.surviving(when), (found, here) => {
      if (found.kind === "unbound" && module.namespace.open === undefined) {
        i.raise(
          "AttributeError",
          `Couldn't find configuration '${leaf.value}' in module '${module.name}'`,
          here,
          at,
        );
      } else if (isConfiguration(found as Value) && (found as ClassValue).opaque === undefined) {
        configure(i, module, found as ClassValue, here);
      } else {
        const reason =
          found instanceof ClassValue ? (found.opaque ?? "it is no configuration") : "it is not known";
        i.openNamespace(
          module.namespace,
          `the configuration class ${leaf.value} cannot be followed: ${reason}`,
          here,
        );
      }
    });
  });
}

function configure(i: Interpreter, module: ModuleInfo, cls: ClassValue, pc: Condition): void {
  const at = cls.at!;
  const callMethod = (name: string) =>
    i.each(classAttribute(i, cls, name, i.surviving(pc), at), i.surviving(pc), (f, when) =>
      i.expressions.invoke(f, callOf(i, [], when, at)),
    );
  callMethod("pre_setup");
  callMethod("setup");
  const made = instantiate(cls, callOf(i, [], i.surviving(pc), at));
  i.each(made, i.surviving(pc), (self, when) => {
    if (!(self instanceof InstanceValue)) return;
    const names = new Set([
      ...upperCaseNames(cls),
      ...[...self.namespace.bindings.keys()].filter(isUpperCase),
    ]);
    for (const name of [...names].sort()) setAttribute(i, module, self, name, i.surviving(when));
    if (cls.namespace.open !== undefined) i.openNamespace(module.namespace, cls.namespace.open, when);
  });
  const after = i.surviving(pc);
  i.bind(module.namespace, "CONFIGURATION", str(`${module.name}.${cls.name}`, at), after, [
    i.historyStep("assigned", at, at, after),
  ]);
  callMethod("post_setup");
}

/** One upper-case attribute of the configuration becomes a setting; functions are called for their value. */
function setAttribute(
  i: Interpreter,
  module: ModuleInfo,
  self: InstanceValue,
  name: string,
  pc: Condition,
): void {
  const { cls } = self;
  const written = restrict(inherited(i, cls.mro, name, pc), pc, sameValue);
  const there = map<Value | Unbound, boolean>(
    written,
    (leaf) => leaf.kind !== "unbound" || self.namespace.bindings.has(name),
  );
  const history = bindingOf(cls, name)?.history ?? [];
  const at = history.at(-1)?.value ?? cls.at!;
  i.each(instanceAttribute(i, self, name, and(pc, there), at), and(pc, there), (leaf, when) => {
    if (DJANGO_DEFAULTS.has(leaf)) {
      i.bind(module.namespace, name, UNBOUND, when, []);
      return;
    }
    const called = isCalled(written, leaf) ? i.expressions.invoke(leaf, callOf(i, [], when, at)) : leaf;
    i.each(called, i.surviving(when), (value, here) => {
      if (value !== leaf && isSettingValue(value)) {
        for (const [setting, content] of setUpValue(i, value, name, here))
          i.bind(module.namespace, setting, content, i.surviving(here), history);
      } else {
        i.bind(module.namespace, name, value, here, history);
      }
    });
  });
}

/** True for functions and classes, unless they are marked as settings themselves. */
function isCalled(written: Guarded<Value | Unbound>, value: Value): boolean {
  if ("kind" in written && written.kind === "descriptor" && PRISTINE.has(written.function)) return false;
  if ("kind" in written && written.kind === "function" && PRISTINE.has(written)) return false;
  if (PRISTINE.has(value)) return false;
  if (value instanceof InstanceValue)
    return value.cls.mro.some(
      (base) => base instanceof ClassValue && base.namespace.bindings.has("__call__"),
    );
  return ["function", "native", "class", "exception"].includes(value.kind);
}
