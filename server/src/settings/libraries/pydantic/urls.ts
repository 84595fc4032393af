/** pydantic's URL types, for URLs of the usual form. */
import type { Location } from "../../../syntax/text";
import {
  type ClassModel,
  ClassValue,
  DEAD,
  InstanceValue,
  int,
  NONE,
  native,
  str,
  unknown,
  type Value,
} from "../../values";
import { URL_TYPES } from "./types";

interface Parts {
  readonly text: string;
  readonly scheme: string;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly host: string;
  readonly port: number | undefined;
  readonly path: string | undefined;
  readonly query: string | undefined;
}

const PARTS = new WeakMap<InstanceValue, Parts>();

/** Schemes that a type allows; absent for any. */
const SCHEMES: Readonly<Record<string, RegExp>> = {
  HttpUrl: /^https?$/,
  AnyHttpUrl: /^https?$/,
  PostgresDsn:
    /^(?:postgres|postgresql(?:\+(?:asyncpg|pg8000|psycopg|psycopg2|psycopg2cffi|py-postgresql|pygresql))?)$/,
  RedisDsn: /^rediss?$/,
  AmqpDsn: /^amqps?$/,
};

/** Ports that belong to a scheme: they are left out of the text. */
const DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, ftp: 21, ws: 80, wss: 443 };

const CLASSES = new Map<string, ClassValue>();

/** The URL as an object of its type; undefined if it surely is none; unknown if its form is unusual. */
export function parseUrl(value: Value, type: string, at: Location): Value | undefined {
  if (value instanceof InstanceValue) {
    const parts = PARTS.get(value);
    return parts === undefined ? undefined : parseUrl(str(parts.text), type, at);
  }
  if (value.kind !== "str") return undefined;
  const lost = unknown(`a ${type} of an unusual form`, at);
  const match =
    /^([a-z][a-z0-9+.-]*):\/\/(?:([\w.~%-]*)(?::([\w.~%!$*-]*))?@)?([A-Za-z0-9.-]+)(?::(\d{1,5}))?(\/[\w./~%-]*)?(?:\?([\w=&.~%+-]*))?$/.exec(
      value.value,
    );
  if (match === null) return /^[A-Za-z][A-Za-z0-9+.-]*:/.test(value.value) ? lost : undefined;
  const [, scheme, username, password, givenHost, port, path, query] = match;
  if (SCHEMES[type] !== undefined ? !SCHEMES[type].test(scheme!) : type !== "AnyUrl" && type !== "AmqpDsn") {
    return SCHEMES[type] !== undefined ? undefined : lost;
  }
  const special = Object.hasOwn(DEFAULT_PORTS, scheme!);
  const odd =
    /%/.test(givenHost!) ||
    /(?:^|\/)\.{1,2}(?:\/|$)/.test(path ?? "") ||
    /^[\d.]+$/.test(givenHost!) ||
    Number(port ?? 0) > 65535 ||
    (username === "" && password === undefined);
  if (odd && !/^(?:\d{1,3}\.){3}\d{1,3}$/.test(givenHost!)) return lost;
  if (
    /^(?:\d{1,3}\.){3}\d{1,3}$/.test(givenHost!) &&
    givenHost!.split(".").some((n) => Number(n) > 255 || /^0\d/.test(n))
  )
    return lost;
  const host = special ? givenHost!.toLowerCase() : givenHost!;
  let shownPort = port === undefined || Number(port) === DEFAULT_PORTS[scheme!] ? undefined : Number(port);
  let shownPath = path ?? (special ? "/" : undefined);
  if (type === "RedisDsn") {
    shownPort ??= 6379;
    if (shownPath === undefined || shownPath === "/") shownPath = "/0";
  }
  const user = username === undefined ? "" : `${username}${password === undefined ? "" : `:${password}`}@`;
  const text = `${scheme}://${user}${host}${shownPort === undefined ? "" : `:${shownPort}`}${shownPath ?? ""}${
    query === undefined ? "" : `?${query}`
  }`;
  const url = new InstanceValue(urlClass(type), at);
  PARTS.set(url, {
    text,
    scheme: scheme!,
    username: username === "" ? undefined : username,
    password,
    host,
    port: shownPort ?? DEFAULT_PORTS[scheme!],
    path: shownPath,
    query,
  });
  return url;
}

const MODEL: ClassModel = {
  name: "a URL type",
  created: () => "a subclass of a URL type",
  call: (cls, { interpreter: i, args, pc, at }) =>
    i.lift([args[0] ?? DEAD], pc, ([value], when) =>
      value!.kind === "unknown" || value!.kind === "env"
        ? unknown(`${cls.name}()`, at)
        : (parseUrl(value!, cls.name, at) ??
          i.raise("ValidationError", `a value that is no ${cls.name}`, when, at)),
    ),
  instanceAttribute: (instance, name, { at }) => {
    const parts = PARTS.get(instance);
    if (parts === undefined) return undefined;
    if (name === "unicode_string" || name === "encoded_string")
      return native(name, () => str(parts.text, at));
    if (name === "port") return parts.port === undefined ? NONE : int(parts.port, at);
    const texts = ["scheme", "username", "password", "host", "path", "query"] as const;
    const known = texts.find((key) => key === name);
    if (known === undefined) return undefined;
    const text = parts[known];
    return text === undefined ? NONE : str(text, at);
  },
  text: (instance, { at }) => {
    const parts = PARTS.get(instance);
    return parts && str(parts.text, at);
  },
};

/** The class of a URL type. */
function urlClass(name: string): ClassValue {
  let cls = CLASSES.get(name);
  if (cls === undefined) {
    cls = new ClassValue({ name, model: MODEL });
    CLASSES.set(name, cls);
  }
  return cls;
}

/** All of them, by name. */
export function urlClasses(): Record<string, Value> {
  return Object.fromEntries([...URL_TYPES].map((name) => [name, urlClass(name)]));
}
