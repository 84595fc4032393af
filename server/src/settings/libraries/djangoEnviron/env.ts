/** Instances of `environ.Env`, whose methods all come to `get_value()`. */

import { builtin } from "../../builtins";
import { compare } from "../../comparisons";
import { equal, truth } from "../../equality";
import { and, type Condition, type Guarded, map, not, restrict } from "../../guard";
import { bound as boundTo } from "../../instances";
import { text } from "../../python";
import {
  bool,
  type CallArguments,
  DEAD,
  type DictState,
  DictValue,
  derived,
  dict,
  type EnvValue,
  list,
  NONE,
  native,
  type ObjectValue,
  type Occasion,
  str,
  type Unbound,
  unknown,
  type Value,
} from "../../values";
import { bind, isSet, readOr } from "../common";
import { Attributes, type EnvClass, NOTSET } from "./envClass";
import { isNothing, jsonLoads, parseValue, typeOf, urlParse } from "./parse";
import { newPath } from "./path";
import { VARIABLES } from "./schemes";
import { URL_METHODS, type UrlMethod } from "./urlMethods";

/** A proxied variable (`A=$B`) may refer to another, but not for ever. */
const MAX_PROXIES = 20;

/** The parameters of get_value(), each without forks but for the default. */
interface Wanted {
  readonly cast: Value;
  readonly default: Value;
  readonly parseDefault: boolean;
  readonly depth: number;
}

/** The casts of methods with no parameters but the name and the default. */
function typedCast(name: string): Value | undefined {
  if (name === "json") return jsonLoads;
  if (name === "url") return urlParse;
  return ["bool", "int", "float"].includes(name) ? builtin(name) : undefined;
}

export class Env {
  readonly value: ObjectValue;
  readonly #attributes: Attributes;

  constructor(
    private readonly type: EnvClass,
    { keywords, at }: CallArguments,
  ) {
    const own = new Map<string, Value>([
      ["smart_cast", bool(true)],
      ["escape_proxy", bool(false)],
      ["warn_on_default", bool(false)],
      ["prefix", str("")],
      ["scheme", dict([...keywords].map(([name, value]) => [str(name), value]))],
    ]);
    this.#attributes = new Attributes(
      (name, occasion) => own.get(name) ?? this.#shared(name, occasion) ?? this.#method(name),
    );
    this.value = {
      kind: "object",
      name: "env",
      at,
      call: (call) => this.#call(call, "env"),
      contains: (key, { interpreter: i, pc, at: where }) =>
        key.kind === "str"
          ? map<boolean, Value>(this.#isSet(key.value, { interpreter: i, pc, at: where }), (set) =>
              bool(set, where),
            )
          : unknown("a variable whose name is not known", where),
      attribute: (name, interpreter, pc, where) => this.#attributes.get(name, { interpreter, pc, at: where }),
      setAttribute: (name, value, occasion) => this.#attributes.set(name, value, occasion),
    };
  }

  /** An attribute of the class; functions are methods of a subclass. */
  #shared(name: string, occasion: Occasion): Guarded<Value> | undefined {
    const value = this.type.attribute(name, occasion);
    if (value === undefined) return undefined;
    return map<Value, Value>(value, (leaf) => (leaf.kind === "function" ? boundTo(leaf, this.value) : leaf));
  }

  #isSet(name: string, { interpreter: i, pc, at }: Occasion): Condition {
    const set = restrict(isSet(i, name, pc, at), pc);
    if (!this.type.fileAware) return set;
    return map(restrict(isSet(i, `${name}_FILE`, pc, at), pc), (file) => file || set);
  }

  // ---------------------------------------------------------------- methods

  #method(name: string): Value | undefined {
    const typed = typedCast(name);
    if (typed !== undefined) {
      return native(`env.${name}`, (call) => {
        const bound = bind(call, name, "var", "default=");
        if (bound === undefined) return DEAD;
        const { var: variable, default: otherwise = NOTSET } = bound;
        return this.#get(call, variable!, typed, otherwise, name === "url");
      });
    }
    const url = URL_METHODS[name];
    if (url !== undefined) return native(`env.${name}`, (call) => this.#url(call, name, url));
    switch (name) {
      case "get_value":
        return native("env.get_value", (call) => this.#call(call, "get_value"));
      case "str":
        return native("env.str", (call) => this.#str(call));
      case "bytes":
        return native("env.bytes", (call) => this.#bytes(call));
      case "list":
      case "tuple":
        return native(`env.${name}`, (call) => this.#sequence(call, name));
      case "dict":
        return native("env.dict", (call) => {
          const bound = bind(call, "dict", "var", "cast=", "default=");
          if (bound === undefined) return DEAD;
          return this.#get(call, bound.var!, bound.cast ?? builtin("dict")!, bound.default ?? NOTSET);
        });
      case "path":
        return native("env.path", (call) => {
          const bound = bind(call, "path", "var", "default=", "**");
          if (bound === undefined) return DEAD;
          const start = this.#get(call, bound.var!, NONE, bound.default ?? NOTSET);
          const keywords = new Map([...call.keywords].filter(([key]) => key !== "var" && key !== "default"));
          return newPath({ ...call, args: [start], keywords, pc: call.interpreter.surviving(call.pc) });
        });
      default:
        return undefined;
    }
  }

  #call(call: CallArguments, name: string): Guarded<Value> {
    const bound = bind(call, name, "var", "cast=", "default=", "parse_default=");
    if (bound === undefined) return DEAD;
    const { cast = NONE, default: otherwise = NOTSET, parse_default: parse = bool(false) } = bound;
    return call.interpreter.lift([parse], call.pc, ([leaf], pc) =>
      this.#get({ ...call, pc }, bound.var!, cast, otherwise, truth(call.interpreter, leaf!) !== false),
    );
  }

  #str(call: CallArguments): Guarded<Value> {
    const { interpreter: i, at } = call;
    const bound = bind(call, "str", "var", "default=", "multiline=", "choices=");
    if (bound === undefined) return DEAD;
    const { default: otherwise = NOTSET, multiline = bool(false), choices = NOTSET } = bound;
    const value = this.#get(call, bound.var!, builtin("str")!, otherwise);
    return i.lift([value, multiline, choices], i.surviving(call.pc), ([leaf, lines, allowed], pc) => {
      if (leaf!.kind === "dead") return DEAD;
      if (truth(i, lines!) !== false) {
        if (leaf!.kind === "env") return derived(leaf!, "str", `env.str("${leaf!.text}")`, at);
        if (leaf!.kind !== "str") return i.raise("TypeError", "expected string or bytes-like object", pc, at);
        return str(leaf!.value.replace(/(?:\\r)?\\n/g, "\n"), at);
      }
      if (allowed === NOTSET) return leaf!;
      if (leaf!.kind === "env") {
        i.mayRaise(`env.str("${leaf!.text}")`, pc, at, "ImproperlyConfigured");
        return leaf!;
      }
      const found = i.truth(compare(i, "in", leaf!, allowed!, pc, at));
      i.raise("ImproperlyConfigured", `Invalid value: ${text(leaf!) ?? "it"}`, and(pc, not(found)), at);
      return leaf!;
    });
  }

  #bytes(call: CallArguments): Guarded<Value> {
    const { interpreter: i, at } = call;
    const bound = bind(call, "bytes", "var", "default=", "encoding=");
    if (bound === undefined) return DEAD;
    const value = this.#get(call, bound.var!, builtin("str")!, bound.default ?? NOTSET);
    return i.lift([value], i.surviving(call.pc), ([leaf], pc) => {
      if (leaf!.kind !== "str")
        return leaf!.kind === "env" ? derived(leaf!, "object", `${leaf!.text}.encode()`, at) : leaf!;
      if (bound.encoding !== undefined) return unknown("env.bytes() with an encoding", at);
      const encode = i.expressions.attributeOf(leaf!, "encode", pc, at);
      return i.lift([encode ?? DEAD], pc, ([f], when) =>
        i.expressions.invoke(f!, { ...call, args: [], keywords: new Map(), pc: when }),
      );
    });
  }

  #sequence(call: CallArguments, name: "list" | "tuple"): Guarded<Value> {
    const bound = bind(call, name, "var", "cast=", "default=");
    if (bound === undefined) return DEAD;
    return call.interpreter.lift([bound.cast ?? NONE], call.pc, ([cast], pc) => {
      const how: Value = isNothing(this.type.parsing(call), cast!)
        ? builtin(name)!
        : name === "list"
          ? list([cast!])
          : { kind: "tuple", items: [cast!] };
      return this.#get({ ...call, pc }, bound.var!, how, bound.default ?? NOTSET);
    });
  }

  #url(call: CallArguments, name: string, method: UrlMethod): Guarded<Value> {
    const bound = bind(call, name, "var=", "default=", `${method.given}=`);
    if (bound === undefined) return DEAD;
    const variable = bound.var ?? str(VARIABLES[method.variable]!);
    const otherwise = bound.default ?? NOTSET;
    const url = method.parsed
      ? this.#get(call, variable, urlParse, otherwise, true)
      : this.#get(call, variable, NONE, otherwise);
    const pc = call.interpreter.surviving(call.pc);
    return this.type.urlConfig({ ...call, pc }, method, url, bound[method.given] ?? NONE);
  }

  // ---------------------------------------------------------------- get_value

  #get(
    call: CallArguments,
    name: Guarded<Value>,
    cast: Guarded<Value>,
    otherwise: Guarded<Value>,
    parseDefault = false,
    depth = 0,
  ): Guarded<Value> {
    const { interpreter: i, at } = call;
    const own = (attribute: string) => this.#attributes.get(attribute, call) ?? NONE;
    const environ = own("ENVIRON");
    if (!this.type.fileAware && environ !== this.type.attribute("ENVIRON", call))
      return unknown("a variable of another mapping than os.environ", at);
    return i.lift([name, own("prefix"), cast, otherwise], call.pc, ([key, prefix, how, fallback], pc) => {
      const [last, first] = [text(key!), text(prefix!)];
      if (key!.kind === "dead") return DEAD;
      if (last === undefined || first === undefined) {
        i.mayRaise("reading a variable whose name is not known", pc, at);
        return unknown("a variable whose name is not known", at);
      }
      const variable = first + last;
      return i.lift([this.#declared(variable, { ...call, pc })], pc, ([info], when) => {
        const wanted = this.#wanted({ ...call, pc: when }, info!, how!, fallback!);
        return i.lift(wanted, when, ([chosen, default_], inner) =>
          this.#read({ ...call, pc: inner }, variable, {
            cast: chosen!,
            default: default_!,
            parseDefault,
            depth,
          }),
        );
      });
    });
  }

  /** What the scheme says of a variable; NOTSET for nothing. */
  #declared(variable: string, occasion: Occasion): Guarded<Value> {
    const scheme = this.#attributes.get("scheme", occasion) ?? NONE;
    return occasion.interpreter.lift([scheme], occasion.pc, ([leaf], pc) => {
      if (!(leaf instanceof DictValue)) return unknown("the scheme of an Env", occasion.at);
      return occasion.interpreter.lift<DictState>([leaf.state], pc, ([state]) => {
        const entry = state!.entries.find(([key]) => key.kind === "str" && key.value === variable)?.[1];
        return entry ?? (state!.open === undefined ? NOTSET : unknown(state!.open, occasion.at));
      });
    });
  }

  /** The cast and the default, after those that the scheme declares. */
  #wanted(call: CallArguments, info: Value, cast: Value, otherwise: Value): [Guarded<Value>, Guarded<Value>] {
    const { interpreter: i, at } = call;
    const given = !isNothing(this.type.parsing(call), cast);
    if (info === NOTSET) return [cast, otherwise];
    if (info.kind === "unknown") return [given ? cast : info, otherwise === NOTSET ? info : otherwise];
    const items =
      info.kind === "tuple"
        ? info.items
        : info.kind === "list" && "items" in info.state
          ? info.state.items
          : undefined;
    if (items?.length === 2) return [given ? cast : items[0]!, otherwise === NOTSET ? items[1]! : otherwise];
    if (info.kind === "dict" && "entries" in info.state && info.state.entries.length === 2) {
      // A dict of two entries is taken for a pair of cast and default.
      const raised = i.raise("KeyError", "0", call.pc, at);
      return [raised, raised];
    }
    return [given ? cast : info, otherwise];
  }

  #read(call: CallArguments, variable: string, wanted: Wanted): Guarded<Value> {
    const { interpreter: i, at } = call;
    if (wanted.cast.kind === "dead") return DEAD;
    const plain = (pc: Condition) =>
      readOr(
        i,
        variable,
        pc,
        at,
        (value, when) => this.#finish({ ...call, pc: when }, value, wanted),
        (when) => {
          if (wanted.default === NOTSET)
            return i.raise("ImproperlyConfigured", `Set the ${variable} environment variable`, when, at);
          return this.#finish({ ...call, pc: when }, wanted.default, wanted);
        },
      );
    if (!this.type.fileAware) return plain(call.pc);
    return i.lift<Value | Unbound>([i.variables.read(`${variable}_FILE`, at)], call.pc, ([file], pc) => {
      if (file!.kind === "unbound" || (file!.kind === "str" && file!.value === "")) return plain(pc);
      i.mayRaise(`reading the file of ${variable}_FILE`, pc, at, "OSError");
      if (file!.kind !== "env") return unknown("the content of a file", at);
      const content: EnvValue = derived(file!, "str", `open(${file!.text}).read()`, at);
      return this.#finish({ ...call, pc }, content, wanted);
    });
  }

  /** Resolves a proxied value, casts it smartly, and parses it unless it is the default. */
  #finish(call: CallArguments, value: Value, wanted: Wanted): Guarded<Value> {
    const { interpreter: i, at } = call;
    const sign = value.kind === "str" || value.kind === "bytes" ? value.value : "";
    if (!sign.startsWith("$")) return this.#cast(call, value, wanted);
    if (wanted.depth >= MAX_PROXIES)
      return i.raise("RecursionError", "maximum recursion depth exceeded", call.pc, at);
    const target = str(sign.replace(/^\$+/, ""));
    const resolved = this.#get(call, target, wanted.cast, wanted.default, false, wanted.depth + 1);
    return i.lift([resolved], i.surviving(call.pc), ([leaf], pc) =>
      leaf!.kind === "dead" ? DEAD : this.#cast({ ...call, pc }, leaf!, wanted),
    );
  }

  #cast(call: CallArguments, raw: Value, wanted: Wanted): Guarded<Value> {
    const { interpreter: i, at } = call;
    const { default: otherwise } = wanted;
    const own = (attribute: string) => this.#attributes.get(attribute, call) ?? NONE;
    return i.lift([own("escape_proxy"), own("smart_cast")], call.pc, ([escapes, smart], pc) => {
      let value = raw;
      if (truth(i, escapes!) !== false) {
        if (value.kind === "str") value = str(value.value.replaceAll("\\$", "$"), at);
        else if (value.kind === "env") value = derived(value, value.type, `${value.text}.replace(…)`, at);
      }
      let cast = wanted.cast;
      if (
        truth(i, smart!) !== false &&
        cast.kind === "none" &&
        otherwise !== NOTSET &&
        otherwise.kind !== "none"
      )
        cast = typeOf(otherwise) ?? unknown("the type of a default that is not known", at);
      if (otherwise.kind === "none" && value.kind === "str" && value.value === "") value = NONE;
      const parsed = (when: Condition) =>
        parseValue(this.type.parsing({ ...call, pc: when }), value, cast, when);
      if (wanted.parseDefault && value.kind !== "none") return parsed(pc);
      // Where a string is wanted, it makes no difference whether a value is the default.
      if (value.kind === "env" && (cast.kind === "none" || (cast.kind === "native" && cast.name === "str")))
        return value;
      const isDefault =
        value === otherwise ? true : otherwise === NOTSET ? false : equal(i, value, otherwise);
      return i.lift<boolean>([isDefault], pc, ([same], when) =>
        same ? (value.kind === "env" ? otherwise : value) : parsed(when),
      );
    });
  }
}
