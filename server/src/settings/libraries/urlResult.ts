/** The result of urllib.parse.urlparse() as a value. */
import type { Location } from "../../syntax/text";
import { credentials, hostname, port, type Url, urlunparse } from "../urllib";
import { int, NONE, native, type ObjectValue, str, type Value } from "../values";

/** A ParseResult, with the parts it was made of. */
export interface UrlResult extends ObjectValue {
  readonly url: Url;
}

const PARTS = ["scheme", "netloc", "path", "params", "query", "fragment"] as const;

export function urlResult(url: Url, at: Location): UrlResult {
  const text = (value: string | undefined): Value => (value === undefined ? NONE : str(value, at));
  const { username, password } = credentials(url);
  return {
    kind: "object",
    name: "a parsed URL",
    truthy: true,
    url,
    at,
    attribute: (name, i, pc, where) => {
      const part = PARTS.find((one) => one === name);
      if (part !== undefined) return str(url[part], at);
      if (name === "username") return text(username);
      if (name === "password") return text(password);
      if (name === "hostname") return text(hostname(url));
      if (name === "geturl") return native("geturl", ({ at: here }) => str(urlunparse(url), here));
      if (name !== "port") return undefined;
      const number = port(url);
      if (number === "invalid") return i.raise("ValueError", "Port could not be cast to integer", pc, where);
      return number === undefined ? NONE : int(number, at);
    },
    item: (key, { interpreter, pc, at: where }) =>
      interpreter.expressions.item(
        { kind: "tuple", items: PARTS.map((part) => str(url[part], at)) },
        key,
        pc,
        where,
      ),
  };
}

export function isUrlResult(value: Value): value is UrlResult {
  return value.kind === "object" && "url" in value;
}
