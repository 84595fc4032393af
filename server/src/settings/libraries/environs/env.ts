/** `environs.Env`: parser methods, prefixes, errors that wait for seal(). */

import { truth } from "../../equality";
import { and, type Condition, choose, type Guarded, not, or, restrict } from "../../guard";
import {
  type CallArguments,
  DEAD,
  derived,
  type EnvValue,
  NONE,
  native,
  type ObjectValue,
  type Occasion,
  sameValue,
  str,
  type Unbound,
  unknown,
  type Value,
} from "../../values";
import { bind, readOr } from "../common";
import { invalidWorlds, VALIDATION_FAILED } from "../marshmallow";
import { FIELD_KEYWORDS, FIELDS, type Field, INVALID, validatorsOf } from "./fields";
import { readEnv } from "./readEnv";
import { URL_PARSERS } from "./urlParsers";

/** The value of a variable that is not set and has no default. */
const MISSING: Value = { kind: "ellipsis" };

const EXPANDED = /(?<!\\)\$\{([A-Za-z0-9_]+)(:-[^}:]*)?\}/g;

/** A reference may lead to another, but not for ever. */
const MAX_REFERENCES = 20;

export interface EnvOptions {
  readonly eager: Guarded<Value>;
  readonly expandVars: Guarded<Value>;
  readonly prefix: Guarded<Value>;
  /** For FileAwareEnv: what is added to the name of a variable that holds a file's path. */
  readonly fileSuffix?: Guarded<Value>;
}

/** The state of an Env. */
export class Env {
  readonly value: ObjectValue;
  #prefix: Guarded<Value>;
  #eager: Guarded<Value>;
  #expand: Guarded<Value>;
  /** The worlds in which seal() was called, and those in which something is wrong that it tells. */
  #sealed: Condition = false;
  #failed: Condition = false;
  readonly #parsers = new Map<string, Value>();

  constructor(
    private readonly options: EnvOptions,
    at?: Occasion["at"],
  ) {
    this.#prefix = options.prefix;
    this.#eager = options.eager;
    this.#expand = options.expandVars;
    this.value = {
      kind: "object",
      name: "env",
      at,
      call: (call) => this.#parse(call, "", FIELDS[""]!),
      attribute: (name) => this.#attribute(name),
      setAttribute: (name, value, occasion) => this.#set(name, value, occasion),
    };
  }

  #attribute(name: string): Guarded<Value> | undefined {
    const field = name === "" ? undefined : FIELDS[name];
    if (field !== undefined) return native(`env.${name}`, (call) => this.#parse(call, name, field));
    const url = URL_PARSERS[name];
    if (url !== undefined) return native(`env.${name}`, (call) => this.#apply(call, name, url));
    const parser = this.#parsers.get(name);
    if (parser !== undefined) return native(`env.${name}`, (call) => this.#apply(call, name, parser));
    switch (name) {
      case "eager":
        return this.#eager;
      case "expand_vars":
        return this.#expand;
      case "read_env":
        return native("env.read_env", readEnv);
      case "prefixed":
        return native("env.prefixed", (call) => this.#prefixed(call));
      case "seal":
        return native("env.seal", (call) => this.#seal(call));
      case "add_parser":
        return native("env.add_parser", (call) => {
          const bound = bind(call, "add_parser", "name", "func");
          return bound === undefined ? DEAD : this.#addParser(call, bound.name!, bound.func!);
        });
      case "parser_for":
        return native("env.parser_for", (call) => {
          const bound = bind(call, "parser_for", "name");
          if (bound === undefined) return DEAD;
          return native("env.parser_for()", (decorated) => {
            const [f] = decorated.args;
            this.#addParser(decorated, bound.name!, f ?? NONE);
            return f ?? DEAD;
          });
        });
      default:
        return undefined;
    }
  }

  #set(name: string, value: Guarded<Value>, { pc }: Occasion): void {
    if (name === "eager") this.#eager = choose(pc, value, this.#eager, sameValue);
    if (name === "expand_vars") this.#expand = choose(pc, value, this.#expand, sameValue);
    if (name === "_prefix") this.#prefix = choose(pc, value, this.#prefix, sameValue);
  }

  #addParser(call: CallArguments, name: Guarded<Value>, f: Guarded<Value>): Value {
    call.interpreter.each(name, call.pc, (leaf, when) => {
      if (leaf.kind !== "str") return;
      const known = FIELDS[leaf.value] !== undefined || this.#parsers.has(leaf.value);
      if (known || URL_PARSERS[leaf.value] !== undefined)
        call.interpreter.raise("ParserConflictError", "Env already has a method of that name", when, call.at);
      else this.#parsers.set(leaf.value, "kind" in f ? f : unknown("a parser that depends on conditions"));
    });
    return NONE;
  }

  /** `with env.prefixed("X_"):` */
  #prefixed(call: CallArguments): Guarded<Value> {
    const bound = bind(call, "prefixed", "prefix");
    if (bound === undefined) return DEAD;
    const self = this.value;
    return {
      kind: "object",
      name: "env.prefixed()",
      at: call.at,
      enter: ({ interpreter: i, pc }) => {
        const added = i.lift([this.#prefix, bound.prefix!], pc, ([old, more]) => {
          if (old!.kind === "none") return more!;
          return old!.kind === "str" && more!.kind === "str"
            ? str(old!.value + more!.value)
            : unknown("a prefix that is not known");
        });
        this.#before.push(this.#prefix);
        this.#prefix = choose(pc, added, this.#prefix, sameValue);
        return self;
      },
      exit: ({ pc }) => {
        this.#prefix = choose(pc, this.#before.pop() ?? NONE, this.#prefix, sameValue);
      },
    };
  }

  /** The prefixes outside the blocks that are being run. */
  readonly #before: Guarded<Value>[] = [];

  #seal(call: CallArguments): Value {
    const { interpreter: i, pc, at } = call;
    i.raise("EnvValidationError", "Environment variables invalid", and(pc, this.#failed), at);
    this.#sealed = or(this.#sealed, pc);
    this.#failed = and(this.#failed, not(pc));
    return NONE;
  }

  // ---------------------------------------------------------------- reading

  /** Something is wrong with a variable: raises, or waits for seal(). */
  #fail(exception: string, message: string, { interpreter: i, pc, at }: Occasion): Guarded<Value> {
    return i.lift<boolean>([i.truth(this.#eager)], pc, ([eager], when) => {
      if (eager) return i.raise(exception, message, when, at);
      this.#failed = or(this.#failed, when);
      return NONE;
    });
  }

  #invalid(occasion: Occasion): Guarded<Value> {
    return this.#fail("EnvValidationError", "an environment variable is invalid", occasion);
  }

  /** After seal(), parsing raises; gives the worlds that are left. */
  #checkSealed({ interpreter: i, pc, at }: Occasion): Condition {
    i.raise("EnvSealedError", "Env has already been sealed.", and(pc, this.#sealed), at);
    return i.surviving(pc);
  }

  /** A parser method of marshmallow's fields. */
  #parse(call: CallArguments, name: string, field: Field): Guarded<Value> {
    const { interpreter: i, at } = call;
    const shown = name === "" ? "env" : `env.${name}`;
    const bound = bind(call, shown, "name", "default=", "subcast=", "*", "validate=", "**");
    if (bound === undefined) return DEAD;
    const pc = this.#checkSealed(call);
    const own = new Set(["name", "default", "subcast", "validate"]);
    const options = new Map([...call.keywords].filter(([key]) => !own.has(key)));
    const strange = [...options.keys()].find(
      (key) => !FIELD_KEYWORDS.includes(key) && !field.keywords.includes(key),
    );
    if (strange !== undefined && name !== "list")
      return i.raise("TypeError", `Field() got an unexpected keyword argument '${strange}'`, pc, at);
    const all = [bound.name!, bound.subcast ?? NONE, bound.validate ?? NONE];
    return i.lift(all, pc, ([key, subcast, validate], when) => {
      const read = this.#lookup({ ...call, pc: when }, key!, MISSING);
      return i.lift([read], i.surviving(when), ([value], inner) => {
        const here = { ...call, pc: inner };
        if (value!.kind === "dead") return DEAD;
        if (value === MISSING) return this.#missing(here, key!, bound.default ?? MISSING);
        if (value!.kind === "unknown") return unknown(value!.reason, at);
        const validators = validatorsOf(here, validate!);
        if (value!.kind === "env") {
          i.mayRaise(`${shown}("${value!.text}")`, inner, at, "EnvValidationError");
          return symbol(value!, name, field, here);
        }
        if (value!.kind !== "str") return unknown(`${shown}()`, at);
        const deserialize = field.make(options, subcast!.kind === "none" ? undefined : subcast!);
        const parsed = this.#caught(here, () => deserialize(value!.value, here, inner));
        return i.lift([parsed], i.surviving(inner), ([leaf], there) => {
          if (leaf!.kind === "dead" || (validators === undefined && leaf !== INVALID)) return leaf!;
          const invalid = leaf === INVALID || invalidWorlds(here, validators!, leaf!, there);
          return i.lift<boolean>([invalid], i.surviving(there), ([wrong], worlds) =>
            wrong ? this.#invalid({ ...here, pc: worlds }) : leaf!,
          );
        });
      });
    });
  }

  /** A parser that is a function: unlike fields, it gets the default too. */
  #apply(call: CallArguments, name: string, parser: Value): Guarded<Value> {
    const { interpreter: i, at } = call;
    const bound = bind(call, name, "name", "default=", "**");
    if (bound === undefined) return DEAD;
    const pc = this.#checkSealed(call);
    const keywords = new Map([...call.keywords].filter(([key]) => key !== "name" && key !== "default"));
    const isUrl = URL_PARSERS[name] === parser;
    return i.lift([bound.name!, bound.default ?? MISSING], pc, ([key, otherwise], when) => {
      const read = this.#lookup({ ...call, pc: when }, key!, otherwise!);
      return i.lift([read], i.surviving(when), ([value], inner) => {
        const here = { ...call, pc: inner };
        if (value!.kind === "dead") return DEAD;
        if (value!.kind === "ellipsis") return this.#missing(here, key!, MISSING);
        if (value!.kind === "env")
          i.mayRaise(`env.${name}("${value!.text}")`, inner, at, "EnvValidationError");
        const parsed = this.#caught(
          here,
          () => i.expressions.invoke(parser, { ...here, args: [value!], keywords }),
          isUrl ? "any" : "EnvError",
        );
        return i.lift([parsed], i.surviving(inner), ([leaf], there) =>
          leaf === INVALID ? this.#invalid({ ...here, pc: there }) : leaf!,
        );
      });
    });
  }

  /** Runs a parser; INVALID where it raises ValidationError, or what else the library catches. */
  #caught(call: CallArguments, run: () => Guarded<Value>, also?: "any" | "EnvError"): Guarded<Value> {
    const { interpreter: i } = call;
    const { value, raised } = i.collect(run, true);
    let result = value;
    for (const error of raised) {
      const envError = also === "EnvError" && (error.exception?.startsWith("Env") ?? false);
      if (error.exception === VALIDATION_FAILED || also === "any" || envError)
        result = choose<Value>(error.when, INVALID, result, sameValue);
      else i.raise(error.exception, error.message, error.when, error.at, error.value);
    }
    return result;
  }

  #missing(call: CallArguments, key: Value, otherwise: Guarded<Value>): Guarded<Value> {
    return call.interpreter.lift([otherwise], call.pc, ([leaf], pc) => {
      if (leaf!.kind !== "ellipsis") return leaf!;
      const name = key.kind === "str" ? `"${key.value}" ` : "";
      return this.#fail("EnvNotSetError", `Environment variable ${name}not set`, { ...call, pc });
    });
  }

  /** `_get_from_environ()`: the string of a variable after its references are followed; MISSING if it is not set. */
  #lookup(call: CallArguments, key: Value, otherwise: Value, proxied = 0): Guarded<Value> {
    const { interpreter: i, at } = call;
    return i.lift([this.#prefix, this.#expand], call.pc, ([prefix, expand], pc) => {
      if (key.kind !== "str" || (prefix!.kind !== "str" && prefix!.kind !== "none")) {
        if (key.kind === "dead") return DEAD;
        i.mayRaise("reading a variable whose name is not known", pc, at);
        return unknown("a variable whose name is not known", at);
      }
      const first = proxied > 0 || prefix!.kind === "none" ? "" : prefix!.value;
      const found = this.#read({ ...call, pc }, first + key.value, otherwise);
      if (truth(i, expand!) === false) return found;
      return i.lift([found], i.surviving(pc), ([value], when) =>
        value!.kind === "str"
          ? this.#expanded({ ...call, pc: when }, value!.value, otherwise, proxied)
          : value!,
      );
    });
  }

  #read(call: CallArguments, variable: string, otherwise: Value): Guarded<Value> {
    const { interpreter: i, at, pc } = call;
    const plain = (when: Condition) =>
      readOr(
        i,
        variable,
        when,
        at,
        (value) => value,
        () => otherwise,
      );
    const { fileSuffix } = this.options;
    if (fileSuffix === undefined) return plain(pc);
    return i.lift([fileSuffix], pc, ([suffix], when) => {
      if (suffix!.kind !== "str") return unknown("a variable that names a file", at);
      const file = i.variables.read(variable + suffix!.value, at);
      return i.lift<Value | Unbound>([restrict(file, when)], when, ([leaf], inner) => {
        if (leaf!.kind === "unbound" || (leaf!.kind === "str" && leaf!.value === "")) return plain(inner);
        i.mayRaise(`reading the file of ${variable}${suffix!.value}`, inner, at, "ValueError");
        return leaf!.kind === "env"
          ? derived(leaf!, "str", `open(${leaf!.text}).read()`, at)
          : unknown("the content of a file", at);
      });
    });
  }

  /** Follows `${NAME}` and `${NAME:-default}`. */
  #expanded(call: CallArguments, text: string, otherwise: Value, proxied: number): Guarded<Value> {
    const { interpreter: i, at } = call;
    const matches = [...text.matchAll(EXPANDED)];
    if (matches.length === 0) return str(text.replaceAll("\\$", "$"), at);
    if (proxied >= MAX_REFERENCES)
      return i.raise("RecursionError", "maximum recursion depth exceeded", call.pc, at);
    const follow = (match: RegExpMatchArray, fallback: Value) =>
      this.#lookup(
        call,
        str(match[1]!),
        match[2] === undefined ? fallback : str(match[2].slice(2)),
        proxied + 1,
      );
    const [only] = matches;
    if (only![0] === text) {
      const usedDefault = otherwise.kind === "str" && otherwise.value === text;
      return follow(only!, usedDefault ? MISSING : otherwise);
    }
    const values = matches.map((match) => follow(match, MISSING));
    return i.lift(values, i.surviving(call.pc), (leaves, pc) => {
      if (leaves.some((leaf) => leaf.kind === "dead")) return DEAD;
      if (leaves.includes(MISSING)) return MISSING;
      const env = leaves.find((leaf): leaf is EnvValue => leaf.kind === "env");
      if (env !== undefined) return derived(env, "str", JSON.stringify(text), at);
      let out = "";
      let from = 0;
      for (const [n, match] of matches.entries()) {
        const leaf = leaves[n]!;
        if (leaf.kind !== "str")
          return leaf.kind === "unknown"
            ? unknown(leaf.reason, at)
            : i.raise("TypeError", "can only concatenate str", pc, at);
        out += text.slice(from, match.index) + leaf.value;
        from = match.index! + match[0].length;
      }
      return str(out + text.slice(from), at);
    });
  }
}

/** What a parser makes of a variable nobody knows the content of. */
function symbol(value: EnvValue, name: string, field: Field, { at }: CallArguments): Value {
  if (name === "str" || name === "") return value;
  return derived(value, field.type, `env.${name}("${value.text}")`, at);
}
