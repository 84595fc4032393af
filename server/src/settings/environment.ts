/**
 * The environment variables as the settings modules see them.
 *
 * Closed: what is not listed is not set. Open (production, as far as the repository shows): a variable that is not listed
 * may be set or not, and if it is, nobody knows to what; Heroku's own variables are there.
 */
import type { Location } from "../syntax/text";
import { fork, type Guarded } from "./guard";
import type { Interpreter } from "./interpreter";
import type { Environment } from "./settings";
import { type EnvValue, sameValue, str, UNBOUND, type Unbound, type Value } from "./values";

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
  readonly #overrides = new Map<string, Guarded<Value | Unbound>>();

  constructor(
    readonly environment: Environment,
    private readonly interpreter: Interpreter,
  ) {}

  get closed(): boolean {
    return this.environment.closed;
  }

  /** A variable's string, UNBOUND where it is not set. */
  read(name: string, at: Location): Guarded<Value | Unbound> {
    const override = this.#overrides.get(name);
    if (override !== undefined) return override;
    const symbol: EnvValue = { kind: "env", name, type: "str", text: name, at };
    const known = this.environment.variables.get(name);
    if (known !== undefined) return known.value === undefined ? symbol : str(known.value, at);
    if (this.closed) return UNBOUND;
    if (name === "DYNO") return str("web.1", at);
    if (HEROKU_VARIABLES.has(name) || PRODUCTION_FLAG.test(name)) return symbol;
    if (TEST_FLAG.test(name)) return UNBOUND;
    const atom = this.interpreter.atom(
      `set ${name}`,
      { kind: "set", variable: name },
      `${name} is set`,
      `${name} is not set`,
    );
    return fork<Value | Unbound>(atom, symbol, UNBOUND, sameValue);
  }

  /** `os.environ[name] = value`; UNBOUND deletes it. */
  write(name: string, value: Guarded<Value | Unbound>): void {
    this.#overrides.set(name, value);
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
