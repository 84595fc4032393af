/** The class `environ.Env`: what its instances share. */
import { dirname, join } from "../../../paths";
import { truth } from "../../equality";
import { choose, type Guarded, map, restrict } from "../../guard";
import {
  bool,
  type CallArguments,
  DEAD,
  type DictState,
  DictValue,
  dict,
  NONE,
  native,
  type Occasion,
  sameValue,
  str,
  unknown,
  type Value,
} from "../../values";
import { bind } from "../common";
import { hasEnvFile, loadEnvFile } from "../envFiles";
import { importThirdParty } from "../index";
import { type Parsing, parseValue } from "./parse";
import { TABLES, TRUE_STRINGS, VARIABLES, WITH_PACKAGE } from "./schemes";
import { URL_METHODS, type UrlMethod } from "./urlMethods";
import type { UrlReading } from "./urls";

/** `Env.NOTSET`: no default given. */
export const NOTSET: Value = { kind: "object", name: "Env.NOTSET" };

/** Attributes that code may assign to. */
export class Attributes {
  readonly #assigned = new Map<string, Guarded<Value>>();

  constructor(private readonly otherwise: (name: string, occasion: Occasion) => Guarded<Value> | undefined) {}

  get(name: string, occasion: Occasion): Guarded<Value> | undefined {
    const value = this.#assigned.get(name);
    return value === undefined ? this.otherwise(name, occasion) : restrict(value, occasion.pc, sameValue);
  }

  set(name: string, value: Guarded<Value>, occasion: Occasion): void {
    const old = this.get(name, occasion) ?? unknown(`env.${name}`, occasion.at);
    this.#assigned.set(name, choose(occasion.pc, value, this.#assigned.get(name) ?? old, sameValue));
  }
}

/** `Env.read_env(env_file, overwrite, parse_comments, encoding, **overrides)` */
function readEnv(call: CallArguments): Guarded<Value> {
  const { interpreter: i } = call;
  const names = ["env_file", "overwrite", "parse_comments", "encoding"];
  const bound = bind(call, "read_env", ...names.map((name) => `${name}=`), "**");
  if (bound === undefined) return DEAD;
  const { env_file: path = NONE, overwrite = bool(false) } = bound;
  i.each(path, call.pc, (leaf, pc) => {
    const beside = join(dirname(call.frame?.module.path ?? ""), ".env");
    const present = leaf.kind === "none" ? i.modules.hasFile(beside) : hasEnvFile(i, leaf);
    // Without the file, read_env() does nothing at all.
    if (present === false) return;
    const replaces = i.truth(overwrite) !== false;
    loadEnvFile({ ...call, pc }, present, replaces);
    for (const name of call.keywords.keys())
      if (!names.includes(name)) i.variables.write(name, unknown("read_env()", call.at));
  });
  return NONE;
}

export class EnvClass {
  readonly #attributes = new Attributes((name, occasion) => this.#attribute(name, occasion));
  readonly #tables = new Map<string, DictValue>();

  /** `subclass`: for a class of the project, what its own bodies hold and the library's class. */
  constructor(
    readonly fileAware: boolean,
    private readonly subclass?: {
      readonly own: (name: string, occasion: Occasion) => Guarded<Value> | undefined;
      readonly parent: EnvClass;
    },
  ) {}

  attribute(name: string, occasion: Occasion): Guarded<Value> | undefined {
    if (this.subclass === undefined) return this.#attributes.get(name, occasion);
    return this.subclass.own(name, occasion) ?? this.subclass.parent.attribute(name, occasion);
  }

  set(name: string, value: Guarded<Value>, occasion: Occasion): void {
    this.#attributes.set(name, value, occasion);
  }

  #attribute(name: string, { interpreter: i, at }: Occasion): Guarded<Value> | undefined {
    const table = TABLES[name];
    if (table !== undefined) {
      const known = this.#tables.get(name) ?? this.#table(table, name, i.installed);
      this.#tables.set(name, known);
      return known;
    }
    if (Object.hasOwn(VARIABLES, name)) return str(VARIABLES[name]!, at);
    if (name === "NOTSET") return NOTSET;
    if (name === "BOOLEAN_TRUE_STRINGS")
      return { kind: "tuple", items: TRUE_STRINGS.map((word) => str(word)) };
    if (name === "ENVIRON" && !this.fileAware)
      return i.expressions.attributeOf(importThirdParty("os"), "environ", true, at);
    if (name === "read_env") return native("Env.read_env", readEnv);
    if (name === "parse_value") return native("Env.parse_value", (call) => this.#parseValue(call));
    const url = URL_METHODS[name.replace(/_config$/, "")];
    if (url === undefined || !name.endsWith("_config")) return undefined;
    return native(`Env.${name}`, (call) => {
      const bound = bind(call, name, "url", `${url.given}=`);
      return bound === undefined ? DEAD : this.urlConfig(call, url, bound.url!, bound[url.given] ?? NONE);
    });
  }

  #table(
    table: Readonly<Record<string, string>>,
    name: string,
    installed: (module: string) => boolean | undefined,
  ): DictValue {
    const packages = name === "CACHE_SCHEMES" ? WITH_PACKAGE : [];
    return dict(
      Object.entries(table).map(([scheme, backend]): [Value, Value] => {
        const other = packages.find(({ schemes }) => schemes.includes(scheme));
        return [str(scheme), str(other !== undefined && installed(other.module) ? other.backend : backend)];
      }),
    );
  }

  #parseValue(call: CallArguments): Guarded<Value> {
    const bound = bind(call, "parse_value", "value", "cast");
    if (bound === undefined) return DEAD;
    return call.interpreter.lift([bound.value!, bound.cast!], call.pc, ([value, cast], pc) =>
      parseValue(this.parsing(call), value!, cast!, pc),
    );
  }

  parsing(call: CallArguments): Parsing {
    return { call, trueStrings: this.attribute("BOOLEAN_TRUE_STRINGS", call)! };
  }

  /** `db_url_config(url, engine)` and its relatives. */
  urlConfig(
    call: CallArguments,
    method: UrlMethod,
    url: Guarded<Value>,
    given: Guarded<Value>,
  ): Guarded<Value> {
    const { interpreter: i, at } = call;
    const table = this.attribute(method.schemes, call) ?? DEAD;
    const content = map(table, (leaf) => (leaf instanceof DictValue ? leaf.state : DEAD));
    return i.lift<Value | DictState>([url, given, content], call.pc, ([leaf, other, state], pc) => {
      const value = leaf as Value;
      if (value.kind === "dead") return DEAD;
      const { entries, open } =
        "entries" in state! ? state : { entries: [], open: "schemes that are not known" };
      if (open !== undefined || entries.some(([key, backend]) => key.kind !== "str" || !("kind" in backend)))
        return unknown(open ?? "schemes that are not known", at);
      const reading: UrlReading = {
        call,
        pc,
        schemes: new Map(
          entries.map(([key, backend]) => [(key as { value: string }).value, backend as Value]),
        ),
        given: truth(i, other as Value) === false ? undefined : (other as Value),
      };
      return method.read(value, reading);
    });
  }
}
