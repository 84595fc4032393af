/** urllib.parse as functions of values. */
import { openFunction, pureFunction } from "../../callables";
import { truth } from "../../equality";
import { utf8 } from "../../methods/codecs";
import { textOf } from "../../representation";
import {
  parseQuery,
  quote,
  type Url,
  unquote,
  unquotePlus,
  urljoin,
  urlparse,
  urlsplit,
  urlunparse,
} from "../../urllib";
import {
  type CallArguments,
  type DictState,
  DictValue,
  derived,
  dict,
  type ItemsState,
  list,
  str,
  tuple,
  unknown,
  type Value,
} from "../../values";
import { isUrlResult, urlResult } from "../urlResult";

function parser(name: string, parse: (text: string) => Url | undefined, split: boolean): Value {
  return openFunction(name, "url, scheme?, allow_fragments?", ([url, scheme, fragments], call) => {
    const { interpreter: i, pc, at } = call;
    if (url!.kind === "env") return derived(url!, "object", `${name}(${url!.text})`, at);
    if (url!.kind !== "str" || scheme !== undefined || fragments !== undefined) {
      i.mayRaise(`${name}()`, pc, at);
      return unknown(url!.kind === "unknown" ? url!.reason : `${name}() of what is no string`, at);
    }
    const parts = parse(url!.value);
    return parts === undefined ? i.raise("ValueError", "Invalid URL", pc, at) : urlResult(parts, at, split);
  });
}

function notText(call: CallArguments, what: string): Value {
  return call.interpreter.raise("TypeError", `${what} of what is no string`, call.pc, call.at);
}

/** quote() and quote_plus(). */
function quoter(name: "quote" | "quote_plus"): Value {
  return pureFunction(
    name,
    "string, safe?, encoding?, errors?",
    ([text, safe, encoding, errors], call) => {
      if (encoding !== undefined || errors !== undefined || text!.kind === "bytes")
        return unknown(`${name}()`, call.at);
      if (text!.kind !== "str") return notText(call, `${name}()`);
      if (safe !== undefined && safe.kind !== "str") return unknown(`${name}()`, call.at);
      if (utf8(text!.value) === undefined) return unknown(`${name}()`, call.at);
      const keep = safe === undefined ? (name === "quote" ? "/" : "") : safe.value;
      if (name === "quote") return str(quote(text!.value, keep), call.at);
      return str(quote(text!.value, `${keep} `).replaceAll(" ", "+"), call.at);
    },
    "str",
  );
}

function unquoter(name: string, f: (text: string) => string): Value {
  return pureFunction(
    name,
    "string, encoding?, errors?",
    ([text, encoding, errors], call) => {
      if (text!.kind !== "str" || encoding !== undefined || errors !== undefined)
        return unknown(`${name}()`, call.at);
      return str(f(text!.value), call.at);
    },
    "str",
  );
}

/** The pairs of a query string in their order. */
function pairsOf(query: string, blanks: boolean): [string, string][] {
  return query
    .split("&")
    .filter((field) => field !== "")
    .flatMap((field): [string, string][] => {
      const equals = field.indexOf("=");
      const [name, value] = equals < 0 ? [field, ""] : [field.slice(0, equals), field.slice(equals + 1)];
      if (value === "" && !blanks) return [];
      return [[unquotePlus(name), unquotePlus(value)]];
    });
}

const QUERY = "qs, keep_blank_values?, strict_parsing?, encoding?, errors?, max_num_fields?, separator?";

const parse_qs = pureFunction("parse_qs", QUERY, ([query, blanks, ...others], { interpreter: i, at }) => {
  if (query!.kind !== "str" || others.some((other) => other !== undefined)) return unknown("parse_qs()", at);
  const keep = blanks !== undefined && truth(i, blanks) === true;
  const found = keep
    ? pairsOf(query!.value, true).reduce(
        (all, [name, value]) => all.set(name, [...(all.get(name) ?? []), value]),
        new Map<string, readonly string[]>(),
      )
    : parseQuery(query!.value);
  return dict(
    [...found].map(([name, values]) => [
      str(name),
      list(
        values.map((value) => str(value, at)),
        at,
      ),
    ]),
    at,
  );
});

const parse_qsl = pureFunction("parse_qsl", QUERY, ([query, blanks, ...others], { interpreter: i, at }) => {
  if (query!.kind !== "str" || others.some((other) => other !== undefined)) return unknown("parse_qsl()", at);
  const pairs = pairsOf(query!.value, blanks !== undefined && truth(i, blanks) === true);
  return list(
    pairs.map(([name, value]) => tuple([str(name), str(value)], at)),
    at,
  );
});

const urlencode = pureFunction(
  "urlencode",
  "query, doseq?, safe?, encoding?, errors?, quote_via?",
  ([query, doseq, ...others], { interpreter: i, at }) => {
    if (others.some((other) => other !== undefined)) return unknown("urlencode()", at);
    const items = (value: Value): readonly Value[] | undefined =>
      value.kind === "tuple"
        ? (value.items as Value[])
        : value.kind === "list"
          ? ((value.state as ItemsState).items as Value[])
          : undefined;
    const pairs =
      query instanceof DictValue
        ? (query.state as DictState).entries.map(([key, value]) => [key, value as Value])
        : items(query!)?.map((pair) => items(pair) ?? []);
    if (pairs === undefined || pairs.some((pair) => pair.length !== 2)) return unknown("urlencode()", at);
    const each = doseq !== undefined && truth(i, doseq) === true;
    const out: string[] = [];
    for (const [key, value] of pairs) {
      const values = each ? (items(value!) ?? [value!]) : [value!];
      for (const one of [key!, ...values])
        if (textOf(one) === undefined || one.kind === "bytes") return unknown("urlencode()", at);
      const plus = (one: Value) => quote(textOf(one)!, " ").replaceAll(" ", "+");
      for (const one of values) out.push(`${plus(key!)}=${plus(one)}`);
    }
    return str(out.join("&"), at);
  },
  "str",
);

const join = pureFunction(
  "urljoin",
  "base, url, allow_fragments?",
  ([base, url, fragments], call) => {
    if (base!.kind === "none" || url!.kind === "none" || fragments !== undefined)
      return unknown("urljoin()", call.at);
    if (base!.kind !== "str" || url!.kind !== "str") return notText(call, "urljoin()");
    const joined = urljoin(base!.value, url!.value);
    return joined === undefined
      ? call.interpreter.raise("ValueError", "Invalid URL", call.pc, call.at)
      : str(joined, call.at);
  },
  "str",
);

const unparse = pureFunction(
  "urlunparse",
  "components",
  ([components], { at }) => {
    if (isUrlResult(components!)) return str(urlunparse(components.url), at);
    const items =
      components!.kind === "tuple"
        ? components!.items
        : components!.kind === "list"
          ? (components!.state as ItemsState).items
          : [];
    const texts = items.map((item) =>
      (item as Value).kind === "str" ? (item as { value: string }).value : undefined,
    );
    if (texts.length !== 6 || texts.includes(undefined)) return unknown("urlunparse()", at);
    const [scheme, netloc, path, params, query, fragment] = texts as string[];
    // A path with two slashes and no host is written in other ways by other versions.
    if (netloc === "" && path!.startsWith("//")) return unknown("urlunparse()", at);
    return str(
      urlunparse({
        scheme: scheme!,
        netloc: netloc!,
        path: path!,
        params: params!,
        query: query!,
        fragment: fragment!,
      }),
      at,
    );
  },
  "str",
);

export const urllibParse: Readonly<Record<string, Value>> = {
  urlparse: parser("urlparse", urlparse, false),
  urlsplit: parser("urlsplit", urlsplit, true),
  urlunparse: unparse,
  urljoin: join,
  quote: quoter("quote"),
  quote_plus: quoter("quote_plus"),
  unquote: unquoter("unquote", unquote),
  unquote_plus: unquoter("unquote_plus", unquotePlus),
  parse_qs,
  parse_qsl,
  urlencode,
};
