import { defaultOf } from "../django/defaults";
import type { DjangoVersion, ModuleRef } from "../project/project";
import type { Snapshot } from "../snapshot";
import type { Location } from "../syntax/text";
import { EvaluatedSettings } from "./evaluated";
import { BoundsExceeded, type Condition, describe, MANY_CONDITIONS, or } from "./guard";
import { Interpreter } from "./interpreter";
import { setUpConfiguration } from "./libraries/configurations/index";
import type { Environment, Settings, Startup } from "./settings";
import { Namespace } from "./values";
import { Worlds } from "./worlds";

/** Settings that raise in more places raise under too many conditions to put into words. */
const MAX_RAISED = 12;

export interface EvaluationRequest {
  readonly snapshot: Snapshot;
  /** The directory that imports start from, where manage.py is. */
  readonly importRoot: string;
  /** The settings module; undefined if none was found, and then nothing is known. */
  readonly module: ModuleRef | undefined;
  /** True if the module is run from its file, as programs run their configuration files, and not imported by its name. */
  readonly asScript?: boolean;
  /** Why it is that module, or none. */
  readonly choice: string;
  readonly environment: Environment;
  /** Whose defaults stand for settings that the module does not set. */
  readonly version: DjangoVersion;
  /** Whether a package is installed, by its import name; undefined if nobody knows. */
  readonly installed?: (module: string) => boolean | undefined;
  /** Files that production does not have, though the folder does. */
  readonly absent?: (path: string) => boolean;
  /** Whatever the settings assign to DEBUG, it is off. */
  readonly withoutDebug?: boolean;
}

export interface Evaluation {
  readonly settings: Settings;
  readonly startup: Startup;
  /** Files that had a part in it. */
  readonly files: readonly string[];
  /** The environment variables that the settings ask for by name. */
  readonly variables: ReadonlySet<string>;
}

/**
 * What a settings module's names are in an environment, without running it.
 *
 * Pure: files come from the snapshot, which notes those that it does not have yet. In an open environment a variable that
 * the module compares with a name of the production environment is taken to have that name, so a second pass follows.
 */
export function evaluate(request: EvaluationRequest): Evaluation {
  let { environment } = request;
  for (let pass = 0; ; pass++) {
    const { evaluation, interpreter } = run({ ...request, environment });
    const assumed =
      environment.closed || environment.notProduction
        ? []
        : [...interpreter.productionNames].filter(([name]) => !environment.variables.has(name));
    if (assumed.length === 0 || pass === 3) return evaluation;
    const variables = new Map(environment.variables);
    for (const [name, value] of assumed) variables.set(name, { value, source: "taken to name production" });
    environment = { ...environment, variables };
  }
}

function run(request: EvaluationRequest): { evaluation: Evaluation; interpreter: Interpreter } {
  const { snapshot, module, version } = request;
  if (module === undefined) {
    const reason = `no settings module is known to be production's: ${request.choice}`;
    const namespace = new Namespace();
    namespace.open = reason;
    const interpreter = new Interpreter(request);
    const settings = new EvaluatedSettings(namespace, interpreter, version, { file: "", start: 0, end: 0 });
    const startup: Startup = { state: "unknown", reason };
    return { interpreter, evaluation: { settings, startup, files: [], variables: new Set() } };
  }
  const { interpreter, namespace, exceeded } = interpret(request, module, false);
  const text = snapshot.file(module.path)?.text ?? "";
  const end: Location = { file: module.path, start: text.trimEnd().length, end: text.trimEnd().length };
  const files = [
    ...[...interpreter.modules.loaded.values()].map((info) => info.path),
    ...interpreter.modules.included,
  ];
  const loads = !interpreter.worlds.none;
  const settings = loads ? { namespace, interpreter } : interpret(request, module, true);
  return {
    interpreter,
    evaluation: {
      settings: new EvaluatedSettings(settings.namespace, settings.interpreter, version, end),
      startup: startupOf(interpreter, exceeded, module.path, files),
      files,
      variables: new Set(interpreter.variables.asked),
    },
  };
}

/** Runs the settings module. Past a bound nothing is known, and `exceeded` says which. */
function interpret(
  request: EvaluationRequest,
  module: ModuleRef,
  lenient: boolean,
): { interpreter: Interpreter; namespace: Namespace; exceeded: string | undefined } {
  const environment = withSettingsModule(request.environment, module.name);
  const interpreter = new Interpreter({
    ...request,
    script: request.asScript ? module : undefined,
    environment,
    lenient,
    defaultOf: (name) => defaultOf(name, request.version),
  });
  try {
    const info = interpreter.modules.importModule(module.name, true);
    if (info !== undefined) setUpConfiguration(interpreter, info, { file: module.path, start: 0, end: 0 });
    const namespace = info?.namespace ?? new Namespace();
    return { interpreter, namespace, exceeded: undefined };
  } catch (error) {
    if (!(error instanceof BoundsExceeded) && !(error instanceof RangeError)) throw error;
    const exceeded = error instanceof BoundsExceeded ? error.what : "the settings are nested too deeply";
    const namespace = interpreter.modules.loaded.get(module.name)?.namespace ?? new Namespace();
    interpreter.openNamespace(namespace, exceeded, true);
    // Worlds are no longer told apart.
    interpreter.worlds = new Worlds();
    return { interpreter, namespace, exceeded };
  } finally {
    interpreter.allowQuestion();
  }
}

/** Django loads the module that DJANGO_SETTINGS_MODULE names, so that is set while the module is loaded. */
function withSettingsModule(environment: Environment, module: string): Environment {
  const name = "DJANGO_SETTINGS_MODULE";
  if (environment.variables.has(name)) return environment;
  const variables = new Map(environment.variables).set(name, {
    value: module,
    source: "the settings module",
  });
  return { ...environment, variables };
}

function startupOf(
  interpreter: Interpreter,
  exceeded: string | undefined,
  modulePath: string,
  files: readonly string[],
): Startup {
  if (exceeded !== undefined) {
    return { state: "unknown", reason: exceeded, at: { file: modulePath, start: 0, end: 0 } };
  }
  for (const path of files) {
    const document = interpreter.snapshot.file(path);
    if (document?.problem !== undefined) {
      const reason = `${path} is ${document.problem === "too-large" ? "too large to read" : "not text"}`;
      return { state: "unknown", reason, at: { file: path, start: 0, end: 0 } };
    }
    const { errorAt, tooDeepAt } = document?.python() ?? {};
    const at = errorAt ?? tooDeepAt;
    if (at !== undefined) {
      const line = document!.lines.positionAt(at).line + 1;
      const what = errorAt === undefined ? "is nested too deeply to read" : "does not parse";
      return {
        state: "unknown",
        reason: `${path} ${what} (line ${line})`,
        at: { file: path, start: at, end: at },
      };
    }
  }
  // The exception that ended the last world is the one that always happens.
  const first = interpreter.worlds.none ? interpreter.uncaught.at(-1) : interpreter.uncaught[0];
  if (first === undefined) return { state: "ok" };
  const exception = `${first.exception ?? "an exception"}${first.message === "" ? "" : `: ${first.message}`}`;
  if (interpreter.worlds.none) return { state: "raises", exception, at: first.at };
  const when = interpreter.uncaught.slice(0, MAX_RAISED + 1).map((raised) => raised.when);
  const words = when.length > MAX_RAISED ? MANY_CONDITIONS : describe(when.reduce<Condition>(or, false));
  return { state: "may-raise", exception, when: words, at: first.at };
}
