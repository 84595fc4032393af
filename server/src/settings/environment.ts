/**
 * The environment variables as the settings modules see them.
 *
 * Closed: what is not listed is not set. Open (production, as far as the repository shows): a variable that is not listed
 * may be set or not, and if it is, nobody knows to what; Heroku's own variables are there.
 */
import type { Location } from "../syntax/text";
import { type Condition, choose, fork, type Guarded, map, or } from "./guard";
import type { Interpreter } from "./interpreter";
import type { Environment } from "./settings";
import { type EnvValue, sameValue, str, UNBOUND, type Unbound, unknown, type Value } from "./values";

/** Set on every Heroku dyno; https://devcenter.heroku.com/articles/dynos#local-environment-variables */
const HEROKU_VARIABLES: ReadonlySet<string> = new Set(["PORT", "DATABASE_URL"]);

/** Variables that mean "this is Heroku" or "this is production" by their name, wherever somebody sets them. */
const PRODUCTION_FLAG = /^(?:(?:IS|ON|IN|RUNNING_ON)_)?(?:HEROKU|PRODUCTION|PROD)$/;

/** Variables that only test runs and CI services set. */
const TEST_FLAG =
  /^(?:CI|TRAVIS|CIRCLECI|GITHUB_ACTIONS|GITLAB_CI|GITHUB_WORKFLOW|PYTEST_CURRENT_TEST|TESTING)$/;

/** Values that name the production environment, as in `ENVIRONMENT == "production"`. */
const PRODUCTION_NAME = /^(?:prod|production|prd|live|heroku)$/i;

/** True if a string names the production environment. */
export function namesProduction(value: string): boolean {
  return PRODUCTION_NAME.test(value);
}

export class Variables {
  /** What the settings themselves have written. */
  readonly #overrides = new Map<string, Guarded<Value | Unbound>>();
  /** The variables that the settings have asked for. */
  readonly asked: Set<string>;
  /** The worlds in which code that is not understood may have written any variable, and why. */
  #lost: { readonly when: Condition; readonly reason: string } | undefined;
  /** The worlds in which a file has set some variables that were not set, and those in which it has set any. */
  #filled: Condition = false;
  #replaced: Condition = false;

  constructor(
    readonly environment: Environment,
    private readonly interpreter: Interpreter,
    /** Set for a dict with the content of `os.environ`: what it is a copy of. */
    private readonly original?: Variables,
  ) {
    this.asked = original?.asked ?? new Set();
  }

  /** True for a dict, which takes other values than text. */
  get isCopy(): boolean {
    return this.original !== undefined;
  }

  /** What `os.environ.copy()` gives: the same variables, which are written apart from now on. */
  copy(): Variables {
    const copy = new Variables(this.environment, this.interpreter, this);
    for (const [name, value] of this.#overrides) copy.#overrides.set(name, value);
    copy.#lost = this.#lost;
    copy.#filled = this.#filled;
    copy.#replaced = this.#replaced;
    return copy;
  }

  get closed(): boolean {
    return this.environment.closed;
  }

  /** A variable's string, UNBOUND where it is not set. */
  read(name: string, at: Location): Guarded<Value | Unbound> {
    this.asked.add(name);
    const override = this.#overrides.get(name);
    if (override !== undefined) return override;
    const value = this.#given(name, at);
    if (this.#lost === undefined) return value;
    return choose<Value | Unbound>(this.#lost.when, unknown(this.#lost.reason, at), value, sameValue);
  }

  #given(name: string, at: Location): Guarded<Value | Unbound> {
    const symbol: EnvValue = { kind: "env", name, type: "str", text: name, at };
    const known = this.environment.variables.get(name);
    if (known?.value !== undefined)
      return choose<Value | Unbound>(this.#replaced, symbol, str(known.value, at), sameValue);
    if (known !== undefined) return symbol;
    const { closed, unset, herokuOnly, notProduction } = this.environment;
    const missing = () => choose<Value | Unbound>(this.#filled, this.#perhaps(symbol), UNBOUND, sameValue);
    if (closed || unset?.has(name)) return missing();
    if (name === "DYNO") return str("web.1", at);
    if (HEROKU_VARIABLES.has(name)) return symbol;
    // Heroku's dyno metadata, which an app may have or not.
    if (herokuOnly && !name.startsWith("HEROKU_")) return missing();
    if (PRODUCTION_FLAG.test(name) && !notProduction) return symbol;
    if (TEST_FLAG.test(name)) return UNBOUND;
    return this.#perhaps(symbol);
  }

  #perhaps(symbol: EnvValue): Guarded<Value | Unbound> {
    const { name } = symbol;
    const atom = this.interpreter.atom(
      `set ${name}`,
      { kind: "set", variable: name },
      `${name} is set`,
      `${name} is not set`,
    );
    return fork<Value | Unbound>(atom, symbol, UNBOUND, sameValue);
  }

  /** A variable as a file that is not read may set it. */
  fromFile(name: string, at: Location): Guarded<Value | Unbound> {
    return this.#perhaps({ kind: "env", name, type: "str", text: name, at });
  }

  /** The names of variables that are known to be set, or that the settings wrote. */
  names(): readonly string[] {
    return [...new Set([...this.environment.variables.keys(), ...this.#overrides.keys()])];
  }

  /** Every variable that may be set, by name; undefined if there may be others. */
  all(at: Location): ReadonlyMap<string, Guarded<Value | Unbound>> | undefined {
    if (!this.closed || this.#lost !== undefined || this.#filled !== false) return undefined;
    const names = new Set([...this.environment.variables.keys(), ...this.#overrides.keys()]);
    return new Map([...names].map((name) => [name, this.read(name, at)]));
  }

  /** `os.environ[name] = value`; UNBOUND deletes it. */
  write(name: string, value: Guarded<Value | Unbound>): void {
    this.#overrides.set(name, value);
  }

  /** Code that is not understood may have written any variable. */
  lose(reason: string, pc: Condition): void {
    this.#lost = { when: or(this.#lost?.when ?? false, pc), reason };
    for (const [name, value] of this.#overrides)
      this.#overrides.set(name, choose<Value | Unbound>(pc, unknown(reason), value, sameValue));
  }

  /** A file of variables was loaded, which is not read: it sets any that are not set, or any at all (`override`). */
  load(override: boolean, pc: Condition): void {
    this.#filled = or(this.#filled, pc);
    if (override) this.#replaced = or(this.#replaced, pc);
    for (const [name, value] of this.#overrides) {
      const symbol: EnvValue = { kind: "env", name, type: "str", text: name };
      const loaded = override
        ? this.#perhaps(symbol)
        : map<Value | Unbound, Value | Unbound>(value, (leaf) =>
            leaf.kind === "unbound" ? this.#perhaps(symbol) : leaf,
          );
      this.#overrides.set(name, choose(pc, loaded, value, sameValue));
    }
  }

  /** True for variables that a name alone says are set in production, whatever they are compared with. */
  static isProductionFlag(name: string): boolean {
    return PRODUCTION_FLAG.test(name);
  }

  /** In which worlds a variable's value equals a string. */
  equals(value: EnvValue, text: string): Guarded<boolean> {
    const interpreter = this.interpreter;
    if (!this.closed) {
      if (Variables.isProductionFlag(value.name) && /^(?:1|true|yes|on|y|t)$/i.test(text)) return true;
      if (namesProduction(text)) interpreter.noteProductionName(value.name, text);
    }
    return interpreter.exclusive(value.text, JSON.stringify(text), value.name);
  }
}
