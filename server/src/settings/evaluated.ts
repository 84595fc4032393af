/** The `Settings` interface over a finished evaluation. */
import { defaultOf } from "../django/defaults";
import type { DjangoVersion } from "../project/project";
import type { Location } from "../syntax/text";
import {
  and,
  atomsOf,
  BoundsExceeded,
  type Condition,
  condition,
  dependence,
  describe,
  Fork,
  type Guarded,
  leaves,
  MANY_CONDITIONS,
  map,
  not,
  or,
  restrict,
} from "./guard";
import type { Interpreter } from "./interpreter";
import { joinPlain } from "./join";
import { combine, materialize } from "./materialize";
import type { Plain } from "./plain";
import { sameDiagram } from "./sameDiagram";
import {
  type Answer,
  CALL,
  type Judgement,
  type JudgeOptions,
  NAMES,
  type Outcomes,
  OVERRIDDEN,
  type Reading,
  type Settings,
  type Step,
  VARIABLE,
  VARIABLES,
  type VariableReadings,
} from "./settings";
import {
  type Binding,
  DictValue,
  type HistoryStep,
  ListValue,
  type Namespace,
  SetValue,
  UNBOUND,
  type Unbound,
  type Value,
} from "./values";
import type { Worlds } from "./worlds";

/** Names that Django takes from a settings module: `str.isupper()`. */
function isSetting(name: string): boolean {
  return name.toUpperCase() === name && /[A-Z]/.test(name);
}

const NOT_SET: Plain = { kind: "unknown", reason: "not set" };

export class EvaluatedSettings implements Settings {
  readonly #plain = new Map<string, Guarded<Plain>>();
  /** Many rules ask for the same settings. */
  readonly #plainIn = new Map<Worlds, Map<string, Guarded<Plain>>>();
  readonly #readings = new Map<string, readonly Reading[]>();
  readonly #assignments = new Map<string, Location | undefined>();
  #names: readonly string[] | undefined;
  #debugOff: Worlds | undefined;
  readonly variables: readonly string[];

  constructor(
    private readonly namespace: Namespace,
    private readonly interpreter: Pick<
      Interpreter,
      "allowQuestion" | "worlds" | "truth" | "variables" | "calls"
    >,
    private readonly version: DjangoVersion,
    readonly end: Location,
  ) {
    // Questions about the settings read variables too.
    this.variables = [...interpreter.variables.asked];
  }

  /** The worlds in which the module does not raise. */
  private get alive(): Worlds {
    return this.interpreter.worlds;
  }

  get names(): readonly string[] {
    this.#names ??= [...this.namespace.bindings.keys()].filter(
      (name) => isSetting(name) && this.defines(name),
    );
    return this.#names;
  }

  get open(): string | undefined {
    return this.namespace.open;
  }

  defines(name: string): boolean {
    const binding = this.namespace.bindings.get(name);
    return binding !== undefined && this.alive.simplify(binding.value) !== UNBOUND;
  }

  /** One question; what it comes to where it would cost too much. */
  private bounded<T>(question: () => T, otherwise: (reason: string) => T): T {
    this.interpreter.allowQuestion();
    try {
      return question();
    } catch (error) {
      if (error instanceof BoundsExceeded) return otherwise(error.what);
      throw error;
    }
  }

  readings(name: string): readonly Reading[] {
    let readings = this.#readings.get(name);
    if (readings === undefined) {
      readings = this.bounded<readonly Reading[]>(
        () => this.readingsOf(name),
        (reason) => [{ value: { kind: "unknown", reason } }],
      );
      this.#readings.set(name, readings);
    }
    return readings;
  }

  private readingsOf(name: string): readonly Reading[] {
    const off = this.debugOff;
    const all = this.readingsIn(name, this.alive.about(this.plain(name)));
    const likely = all.filter(({ worlds }) => off.within(worlds) !== false);
    const others = all.filter(({ worlds }) => off.within(worlds) === false);
    return [...likely, ...others].map(({ reading }) => reading);
  }

  variableReadings(name: string): VariableReadings | undefined {
    return this.bounded(
      () => this.variableReadingsOf(name),
      () => undefined,
    );
  }

  private variableReadingsOf(name: string): VariableReadings | undefined {
    const plain = this.plain(name);
    const alive = this.alive.about(plain);
    const atoms = [...atomsOf(plain)];
    const variables = new Set(
      atoms.map(({ subject }) => (subject.kind === "opaque" ? undefined : subject.variable)),
    );
    const [variable] = variables;
    if (variables.size !== 1 || variable === undefined) return undefined;
    const isSet = atoms.find(({ subject }) => subject.kind === "set");
    const worlds = isSet === undefined ? true : condition(isSet);
    const readings = (care: Condition) => this.readingsIn(name, care).map(({ reading }) => reading);
    return {
      variable,
      unset: readings(and(alive, not(worlds))),
      set: readings(and(alive, worlds)),
    };
  }

  /** The distinct values of a name in some worlds. */
  private readingsIn(
    name: string,
    care: Condition,
  ): { readonly reading: Reading; readonly worlds: Condition }[] {
    if (care === false) return [];
    const words = (when: Condition) => this.inWords(() => describe(when, care));
    return distinct(leaves(restrict(this.plain(name), care), care)).map(({ leaf, when }) => ({
      reading: {
        value: leaf,
        get when() {
          return words(when);
        },
      },
      worlds: when,
    }));
  }

  /** A condition's words, which are seldom asked for and take time to find. */
  private inWords(words: () => string | undefined): string | undefined {
    return this.bounded(words, () => MANY_CONDITIONS);
  }

  value(name: string, options: Pick<JudgeOptions, "worlds"> = {}): Plain {
    return this.bounded(
      () => joinPlain(this.plainIn(this.worlds(options.worlds), name)),
      (reason) => ({ kind: "unknown", reason }),
    );
  }

  judge(
    names: readonly string[],
    question: (...values: Plain[]) => Answer,
    options: JudgeOptions = {},
  ): Judgement {
    return this.bounded(
      () => this.judgementOf(names, question, options),
      (reason) => ({ state: "undecided", reason }),
    );
  }

  private judgementOf(
    names: readonly string[],
    question: (...values: Plain[]) => Answer,
    options: JudgeOptions,
  ): Judgement {
    const worlds = this.with(options.given, this.worlds(options.worlds));
    if (worlds.none && options.given !== undefined)
      return { state: "not-applicable", reason: `${options.given} is not set` };
    const values = combine(
      names.map((name) => this.plainIn(worlds, name)),
      worlds,
    );
    if (!(values instanceof Fork)) {
      const answer = question(...values);
      return { ...answer, whenMissing: answer.state };
    }
    const answers = worlds.simplify(
      map<readonly Plain[], Answer>(values, (plain) => question(...plain)),
      sameAnswer,
    );
    return summarize(answers, worlds.about(answers), options.missing ?? "undecided");
  }

  outcomes<T>(names: readonly string[], question: (...values: Plain[]) => T): Outcomes<T> {
    return this.bounded(
      () => this.outcomesOf(names, question),
      () => {
        const joined = names.map((name) => this.value(name, { worlds: "all" }));
        return { all: [{ outcome: question(...joined) }], dependsOn: undefined };
      },
    );
  }

  private outcomesOf<T>(names: readonly string[], question: (...values: Plain[]) => T): Outcomes<T> {
    const { alive } = this;
    if (alive.none) return { all: [], dependsOn: undefined };
    const values = combine(
      names.map((name) => this.plainIn(alive, name)),
      alive,
    );
    if (!(values instanceof Fork)) return { all: [{ outcome: question(...values) }], dependsOn: undefined };
    const known = new Map<string, T>();
    const answers = this.alive.simplify(
      map<readonly Plain[], T>(values, (plain) => {
        const outcome = question(...plain);
        const key = JSON.stringify(outcome);
        if (!known.has(key)) known.set(key, outcome);
        return known.get(key)!;
      }),
    );
    const words = (when: Condition) => this.inWords(() => alive.describe(when));
    const all = leaves(answers, this.alive.about(answers)).map(({ leaf, when }) => ({
      outcome: leaf,
      get when() {
        return words(when);
      },
    }));
    return { all, dependsOn: all.length > 1 ? dependence(answers) : undefined };
  }

  isAsIn(before: Settings, name?: string): boolean {
    if (!(before instanceof EvaluatedSettings)) return false;
    if (name === undefined)
      return (
        this.version === before.version &&
        this.open === before.open &&
        this.alive.isAs(before.alive) &&
        this.debugOff.isAs(before.debugOff)
      );
    if (name === NAMES) return sameDiagram(this.names, before.names);
    if (name === VARIABLES) return sameDiagram(this.variables, before.variables);
    // Most names that rules ask for: Django's default, which is what it is.
    const isSet = this.namespace.bindings.has(name);
    if (!name.includes(" ") && !isSet && !before.namespace.bindings.has(name)) return true;
    // A name that some worlds lack has a default there, which may be the same as its value.
    return this.defines(name) === before.defines(name) && sameDiagram(this.plain(name), before.plain(name));
  }

  history(name: string): readonly Step[] {
    return this.steps(name).map(({ location, kind, when }) => ({
      location,
      kind,
      when: this.alive.describe(when),
    }));
  }

  location(name: string): Location {
    const steps = this.steps(name).filter(({ kind }) => kind === "assigned" || kind === "changed");
    return this.lastLive(steps)?.value ?? this.end;
  }

  assignment(name: string): Location | undefined {
    if (!this.#assignments.has(name)) {
      // What happens to an object is a change of it.
      const history = this.namespace.bindings.get(name)?.history ?? [];
      const steps = history.filter(({ kind }) => kind === "assigned").sort((a, b) => a.order - b.order);
      this.#assignments.set(name, this.lastLive(steps)?.value);
    }
    return this.#assignments.get(name);
  }

  /** The last of some steps; a line that production does not reach decides nothing. */
  private lastLive(steps: readonly HistoryStep[]): HistoryStep | undefined {
    if (steps.length < 2) return steps[0];
    return steps.findLast((step) => this.debugOff.within(step.when) !== false) ?? steps.at(-1);
  }

  /** The steps of the name and of the objects it holds, in the order they ran. */
  private steps(name: string): HistoryStep[] {
    const binding = this.namespace.bindings.get(name);
    if (binding === undefined) return [];
    const steps = new Map<number, HistoryStep>();
    for (const step of binding.history) steps.set(step.order, step);
    for (const object of objectsOf(binding)) for (const step of object.history) steps.set(step.order, step);
    return [...steps.values()].sort((a, b) => a.order - b.order);
  }

  /** Worlds where DEBUG is off, if there are any. */
  private get debugOff(): Worlds {
    this.#debugOff ??= this.bounded(
      () => {
        const on = map<Value | Unbound, boolean>(
          this.bound("DEBUG"),
          (leaf) => leaf.kind !== "unbound" && this.interpreter.truth(leaf),
        );
        const off = this.alive.without(on);
        return off.none ? this.alive : off;
      },
      () => this.alive,
    );
    return this.#debugOff;
  }

  /** The worlds in which an environment variable is set. */
  private with(variable: string | undefined, worlds: Worlds): Worlds {
    if (variable === undefined) return worlds;
    const read = this.interpreter.variables.read(variable, this.end);
    return worlds.without(map<Value | Unbound, boolean>(read, ({ kind }) => kind === "unbound"));
  }

  private worlds(which: JudgeOptions["worlds"]): Worlds {
    return which === "all" ? this.alive : this.debugOff;
  }

  /** What names with VARIABLE, OVERRIDDEN or CALL before them stand for. */
  private fact(name: string): Guarded<Plain> | undefined {
    const { open } = this.namespace;
    if (name.startsWith(CALL)) {
      const call = this.interpreter.calls.bindings.get(name.slice(CALL.length))?.value ?? UNBOUND;
      return map<Value | Unbound, Plain>(this.alive.simplify(call), (leaf) => {
        if (leaf.kind !== "unbound") return materialize(leaf, this.alive);
        return open === undefined ? { kind: "none" } : { kind: "unknown", reason: open };
      });
    }
    if (name.startsWith(OVERRIDDEN)) {
      return map<Value | Unbound, Plain>(this.bound(name.slice(OVERRIDDEN.length)), (leaf) => {
        const value = leaf.kind !== "unbound";
        return value || open === undefined ? { kind: "bool", value } : { kind: "unknown", reason: open };
      });
    }
    if (!name.startsWith(VARIABLE)) return undefined;
    const variable = name.slice(VARIABLE.length);
    if (open !== undefined) return { kind: "unknown", reason: open };
    return map<Value | Unbound, Plain>(
      this.alive.simplify(this.interpreter.variables.read(variable, this.end)),
      (leaf) => (leaf.kind === "unbound" ? { kind: "none" } : materialize(leaf, this.alive)),
    );
  }

  private bound(name: string): Guarded<Value | Unbound> {
    return this.alive.simplify(this.namespace.bindings.get(name)?.value ?? UNBOUND);
  }

  private plain(name: string): Guarded<Plain> {
    let plain = this.#plain.get(name);
    if (plain === undefined) {
      plain = this.bounded<Guarded<Plain>>(
        () => this.fact(name) ?? this.settingOf(name),
        (reason) => ({ kind: "unknown", reason }),
      );
      this.#plain.set(name, plain);
    }
    return plain;
  }

  /** What a setting is in some worlds. */
  private plainIn(worlds: Worlds, name: string): Guarded<Plain> {
    const known = this.#plainIn.get(worlds) ?? new Map<string, Guarded<Plain>>();
    this.#plainIn.set(worlds, known);
    let plain = known.get(name);
    if (plain === undefined) {
      plain = worlds.simplify(this.plain(name));
      known.set(name, plain);
    }
    return plain;
  }

  private settingOf(name: string): Guarded<Plain> {
    const { open } = this.namespace;
    const otherwise: Plain =
      open === undefined ? (defaultOf(name, this.version) ?? NOT_SET) : { kind: "unknown", reason: open };
    return map<Value | Unbound, Plain>(this.bound(name), (leaf) =>
      leaf.kind === "unbound" ? otherwise : materialize(leaf, this.alive),
    );
  }
}

function objectsOf(binding: Binding): { readonly history: readonly HistoryStep[] }[] {
  const found = new Set<{ readonly history: readonly HistoryStep[] }>();
  const visit = (value: Guarded<Value | Unbound>, depth: number): void => {
    for (const { leaf } of leaves(value)) {
      if (
        !(leaf instanceof ListValue || leaf instanceof SetValue || leaf instanceof DictValue) ||
        found.has(leaf)
      )
        continue;
      found.add(leaf);
      if (!(leaf instanceof DictValue) || depth > 3) continue;
      for (const { leaf: state } of leaves(leaf.state)) {
        for (const [, content] of state.entries) visit(content, depth + 1);
      }
    }
  };
  visit(binding.value, 0);
  return [...found];
}

/** Values that look the same put together. */
function distinct(values: readonly { leaf: Plain; when: Condition }[]): { leaf: Plain; when: Condition }[] {
  const known = new Map<string, { leaf: Plain; when: Condition }>();
  for (const { leaf, when } of values) {
    const key = JSON.stringify(leaf, (name, part) =>
      name === "at" ? undefined : typeof part === "bigint" ? `${part}n` : part,
    );
    const before = known.get(key);
    known.set(
      key,
      before === undefined ? { leaf, when } : { leaf: before.leaf, when: or(before.when, when) },
    );
  }
  return [...known.values()];
}

function sameAnswer(a: Answer, b: Answer): boolean {
  return a.state === b.state && JSON.stringify(a) === JSON.stringify(b);
}

/** Puts the answers of all worlds together. */
function summarize(answers: Guarded<Answer>, care: Condition, missing: "violated" | "undecided"): Judgement {
  const all = leaves(answers, care);
  const states = new Set(all.map(({ leaf }) => leaf.state));
  const first = all[0]?.leaf ?? { state: "undecided", reason: "the settings module never finishes" };
  if (states.size <= 1) return { ...first, whenMissing: first.state };
  const unset = unsetWorlds(answers, care);
  const whenMissing = uniformState(answers, unset.worlds);
  if (!states.has("violated") && !states.has("undecided")) {
    const satisfied = all.find(({ leaf }) => leaf.state === "satisfied")!;
    return { ...satisfied.leaf, whenMissing };
  }
  if (missing === "violated" && whenMissing === "violated" && unset.words !== "") {
    const violated = leaves(answers, unset.worlds)[0]!.leaf;
    return { ...violated, when: unset.words, whenMissing };
  }
  const undecided = all.find(({ leaf }) => leaf.state === "undecided")?.leaf;
  const violated = all.filter(({ leaf }) => leaf.state === "violated");
  const when =
    violated.length > 0
      ? describe(
          violated.map((v) => v.when).reduce((a, b) => not(and(not(a), not(b)))),
          care,
        )
      : undefined;
  const reason = undecided?.state === "undecided" ? undecided.reason : dependence(answers);
  return { state: "undecided", reason, when, whenMissing };
}

/** The worlds in which every variable that is asked for is missing, and what to call them. */
function unsetWorlds(answers: Guarded<Answer>, care: Condition): { worlds: Condition; words: string } {
  let worlds = care;
  const words: string[] = [];
  for (const atom of atomsOf(answers)) {
    if (atom.subject.kind !== "set") continue;
    const without = and(worlds, not(condition(atom)));
    if (without === false) continue;
    worlds = without;
    words.push(atom.no);
  }
  return { worlds, words: words.join(" and ") };
}

function uniformState(answers: Guarded<Answer>, worlds: Condition): Answer["state"] | undefined {
  const states = new Set(leaves(answers, worlds).map(({ leaf }) => leaf.state));
  return states.size === 1 ? [...states][0] : undefined;
}
