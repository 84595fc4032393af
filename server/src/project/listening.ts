/** Where a web server listens, by all that it is told and by its own defaults. */
import type { ServerName } from "./programs";
import type { ServerValue, WebServer } from "./serverOptions";

/** An address that a server listens on. */
export interface Listening {
  /** loopback: only the machine itself gets there; all: everybody; undefined: nobody knows. */
  readonly reach: "loopback" | "all" | undefined;
  /** As it is written, "127.0.0.1"; undefined if nobody knows. */
  readonly host: string | undefined;
  /** Digits, or "$PORT"; undefined if nobody knows. */
  readonly port: string | undefined;
  /** What gives the host and the port; undefined for the server's own default. */
  readonly hostBy: ServerValue | undefined;
  readonly portBy: ServerValue | undefined;
}

/** The host and port that each server has where it is told none. gunicorn reads PORT. */
const DEFAULTS: Readonly<Record<ServerName, { readonly host: string; readonly port: string } | undefined>> = {
  gunicorn: { host: "0.0.0.0", port: "$PORT" },
  uvicorn: { host: "127.0.0.1", port: "8000" },
  daphne: { host: "127.0.0.1", port: "8000" },
  hypercorn: { host: "127.0.0.1", port: "8000" },
  granian: { host: "127.0.0.1", port: "8000" },
  "waitress-serve": { host: "0.0.0.0", port: "8080" },
  uwsgi: undefined,
};

/** Options that make a server listen on something else than a port. */
const ELSEWHERE: Readonly<Partial<Record<ServerName, readonly string[]>>> = {
  uvicorn: ["--uds", "--fd"],
  daphne: ["--unix-socket", "--fd", "--endpoint"],
  hypercorn: ["--insecure-bind", "--quic-bind"],
  granian: ["--uds"],
  "waitress-serve": ["--unix-socket"],
};

/** The options that say where a server listens. */
const ADDRESSES: Readonly<Partial<Record<ServerName, readonly string[]>>> = {
  gunicorn: ["--bind"],
  hypercorn: ["--bind"],
  "waitress-serve": ["--listen"],
  uwsgi: ["--http", "--http-socket", "--http11-socket"],
};

/**
 * The ports that a server listens on, with PORT set as Heroku sets it; undefined if it listens on something else, too, or if
 * that is not known. Empty: on none.
 */
export function listeningOf(server: WebServer): readonly Listening[] | undefined {
  const { name } = server;
  if ((ELSEWHERE[name] ?? []).some((option) => server.values(option).length > 0)) return undefined;
  const given = (ADDRESSES[name] ?? []).flatMap((option) => server.values(option));
  if (given.length > 0) return given.every(isPort) ? given.map((value) => listening(name, value)) : undefined;
  const byDefault = DEFAULTS[name];
  if (byDefault === undefined) return [];
  const hostBy =
    ADDRESSES[name]?.[0] === "--bind" ? undefined : server.value(name === "daphne" ? "--bind" : "--host");
  const portBy = ADDRESSES[name]?.[0] === "--bind" ? undefined : server.value("--port");
  const host = hostBy === undefined ? byDefault.host : hostBy.text;
  const port = portBy === undefined ? byDefault.port : portBy.text;
  return [{ host, port, reach: reachOf(host), hostBy, portBy }];
}

/** False for Unix sockets and open files. */
function isPort({ text }: ServerValue): boolean {
  return text === undefined || !/^(?:unix:|fd:\/\/|\/|\.)|\.sock$/.test(text);
}

function listening(server: ServerName, value: ServerValue): Listening {
  const { host, port } = value.text === undefined ? {} : addressOf(server, value.text);
  return { host, port, reach: reachOf(host), hostBy: value, portBy: value };
}

/** What a server makes of an address. */
function addressOf(server: ServerName, text: string): { host?: string; port?: string } {
  const [, bracketed, plain, port] =
    /^(?:tcp:\/\/)?(?:\[([^\]]*)\]|([^:]*))(?::(\d+|\$PORT))?$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined) return {};
  if (port !== undefined) return { host, port };
  switch (server) {
    case "gunicorn":
      return { host: host === "" ? "0.0.0.0" : host, port: "8000" };
    case "hypercorn":
      return { host, port: "8000" };
    case "waitress-serve":
      return { host, port: "8080" };
    default:
      return {};
  }
}

function reachOf(host: string | undefined): Listening["reach"] {
  if (host === undefined) return undefined;
  if (/^(?:127\.[\d.]+|localhost|::1)$/i.test(host)) return "loopback";
  return /^(?:|0\.0\.0\.0|::|\*)$/.test(host) ? "all" : undefined;
}
