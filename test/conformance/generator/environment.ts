/** How settings read environment variables: every reader brings the value that its variable has, if it has one. */
import fc from "fast-check";
import { either, fragment, type Grammar, py, quote, same } from "./fragment";

/** What a variable of some type may hold: usual values, and odd ones that Python or a library may refuse. */
export interface Variable {
  readonly names: readonly string[];
  readonly values: readonly string[];
  readonly odd: readonly string[];
}

export const FLAGS: Variable = {
  names: ["DJANGO_DEBUG", "USE_S3", "SECURE_SSL", "ENABLE_CACHE", "USE_REDIS", "IN_DOCKER"],
  values: ["True", "true", "1", "False", "false", "0", "on", "yes", "no", "off"],
  odd: ["", " true ", "2", "maybe", "None"],
};
export const NUMBERS: Variable = {
  names: ["PORT", "HSTS_SECONDS", "CONN_MAX_AGE", "CACHE_TIMEOUT", "WEB_CONCURRENCY"],
  values: ["0", "60", "8000", "3600", "31536000", "1"],
  odd: ["", " 7 ", "-1", "many", "1_000", "2.5"],
};
export const TEXTS: Variable = {
  names: ["DJANGO_ENV", "APP_NAME", "LOG_LEVEL", "REGION", "STAGE", "BUCKET"],
  values: ["production", "staging", "eu-west-1", "warning", "debug", "my site"],
  odd: ["", " padded ", "ünï", "50%", "{x}", "a=b", "$HOME"],
};
export const LISTS: Variable = {
  names: ["DJANGO_HOSTS", "EXTRA_HOSTS", "TRUSTED", "FEATURES", "ADMIN_EMAILS"],
  values: ["example.com", "a.example.com,b.example.com", "a, b ,c", "www.example.com,.example.org"],
  odd: ["", ",", "a,,b", " "],
};

/** A variable by name, and whether and to what it is set. */
export interface Chosen {
  readonly name: string;
  readonly value: string | undefined;
}

/** @param missing how often, of ten, the variable is not set */
export function variable({ names, values, odd }: Variable, missing = 4): fc.Arbitrary<Chosen> {
  return fc.record({
    name: fc.constantFrom(...names),
    value: fc.oneof(
      { weight: missing * 10, arbitrary: fc.constant(undefined) },
      { weight: (10 - missing) * 10, arbitrary: fc.constantFrom(...values) },
      { weight: odd.length === 0 ? 0 : 4, arbitrary: fc.constantFrom(...values, ...odd) },
    ),
  });
}

/** A variable that its readers insist on: nearly always set, and to a usual value. */
export function required({ names, values }: Variable): fc.Arbitrary<Chosen> {
  return fc.record({
    name: fc.constantFrom(...names),
    value: fc.oneof(
      { weight: 150, arbitrary: fc.constantFrom(...values) },
      { weight: 1, arbitrary: fc.constant(undefined) },
    ),
  });
}

/** The name of a variable as a string literal, with the value it has. */
export function nameOf(chosen: fc.Arbitrary<Chosen>): Grammar {
  return chosen.map(({ name, value }) =>
    fragment(quote(name), { variables: value === undefined ? {} : { [name]: value } }),
  );
}

/** os.environ in all its forms. */
export function readText(variables: Variable, fallback: Grammar): Grammar {
  const name = nameOf(variable(variables));
  const sure = nameOf(required(variables));
  return either(
    py("os.environ.get")`os.environ.get(${name}, ${fallback})`,
    py("os.environ.get")`os.environ.get(${name}, default=${fallback})`,
    py("os.environ[]")`os.environ[${sure}]`,
    py("os.getenv")`os.getenv(${name}, ${fallback})`,
    py(["os.getenv", "or"])`(os.getenv(${name}) or ${fallback})`,
    py("os.environ.setdefault")`os.environ.setdefault(${name}, ${fallback})`,
    py("os.environ.pop")`os.environ.pop(${name}, ${fallback})`,
    py("from os import")`environ_of_os.get(${name}, ${fallback})`,
    py("from os import")`getenv(${name}, ${fallback})`,
    py([
      "os.environ in",
      "conditional expression",
    ])`(os.environ[${name}] if ${same(0)} in os.environ else ${fallback})`,
  );
}
