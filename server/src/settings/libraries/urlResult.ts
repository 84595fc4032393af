/** The results of urllib.parse.urlparse() and urlsplit() as values. */
import type { Location } from "../../syntax/text";
import { credentials, hostname, port, type Url, urlunparse } from "../urllib";
import { dict, int, NONE, native, str, type TupleValue, unknown, type Value } from "../values";

/** A ParseResult or SplitResult, with the parts it was made of. */
export interface UrlResult extends TupleValue {
  readonly url: Url;
}

const PARTS = ["scheme", "netloc", "path", "params", "query", "fragment"] as const;

/** @param split true for what urlsplit() gives, which has no `params` */
export function urlResult(url: Url, at: Location, split = false): UrlResult {
  const text = (value: string | undefined): Value => (value === undefined ? NONE : str(value, at));
  const { username, password } = credentials(url);
  const fields = PARTS.filter((part) => !split || part !== "params");
  return {
    kind: "tuple",
    url,
    items: fields.map((part) => str(url[part], at)),
    named: {
      type: split ? "SplitResult" : "ParseResult",
      fields,
      attribute: (_, name, i, pc, where) => {
        switch (name) {
          case "username":
            return text(username);
          case "password":
            return text(password);
          case "hostname":
            return text(hostname(url));
          case "geturl":
            return native("geturl", ({ at: here }) => str(urlunparse(url), here));
          case "_asdict":
            return native(name, ({ at: here }) =>
              dict(
                fields.map((part) => [str(part), str(url[part], here)]),
                here,
              ),
            );
          case "_replace":
            return native(name, (call) => {
              const changed: Record<string, string> = {};
              for (const [part, value] of call.keywords) {
                if (!("kind" in value) || value.kind !== "str" || !fields.some((field) => field === part))
                  return unknown("_replace() of a parsed URL", call.at);
                changed[part] = value.value;
              }
              return urlResult({ ...url, ...changed }, call.at, split);
            });
          case "port": {
            const number = port(url);
            if (number === "invalid")
              return i.raise("ValueError", "Port could not be cast to integer", pc, where);
            return number === undefined ? NONE : int(number, at);
          }
          default:
            return undefined;
        }
      },
    },
    at,
  };
}

export function isUrlResult(value: Value): value is UrlResult {
  return value.kind === "tuple" && "url" in value;
}
