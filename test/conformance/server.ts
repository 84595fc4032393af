import { type ChildProcess, spawn } from "node:child_process";
import { get, type IncomingHttpHeaders } from "node:http";
import { createServer } from "node:net";
import type { Variables } from "./django";

/** A port of this machine that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === "object" ? resolve(address.port) : reject(),
      );
    });
  });
}

/**
 * Starts a web server, calls `use` once it answers on `port`, and stops it and all its children.
 * The error of a server that stops by itself holds what it printed.
 */
export async function withServer<T>(
  start: {
    program: string;
    args: readonly string[];
    cwd: string;
    variables: Variables;
    port: number;
    /** How to tell that it answers, where it does not speak plain HTTP. */
    ready?: (port: number) => Promise<unknown>;
  },
  use: (printed: () => string) => Promise<T>,
): Promise<T> {
  const child = spawn(start.program, start.args, {
    cwd: start.cwd,
    env: { ...start.variables },
    stdio: ["ignore", "pipe", "pipe"],
    // A process group of its own, so that the workers of gunicorn end with it.
    detached: true,
  });
  let printed = "";
  child.stdout.on("data", (chunk) => (printed += chunk));
  child.stderr.on("data", (chunk) => (printed += chunk));
  try {
    const ready = start.ready ?? ((port: number) => ask(port, "/"));
    await answers(
      child,
      () => ready(start.port),
      () => printed,
    );
    return await use(() => printed);
  } finally {
    if (child.exitCode === null && child.signalCode === null) {
      const closed = new Promise((resolve) => child.on("close", resolve));
      process.kill(-child.pid!, "SIGTERM");
      await closed;
    }
  }
}

async function answers(
  child: ChildProcess,
  ready: () => Promise<unknown>,
  printed: () => string,
): Promise<void> {
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`the server stopped with ${child.exitCode}:\n${printed()}`);
    try {
      await ready();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error(`the server does not answer:\n${printed()}`);
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Asks for a page; redirects are not followed. @param way between which addresses */
export function ask(
  port: number,
  url: string,
  headers: Variables = {},
  way: { readonly host: string; readonly localAddress?: string } = { host: "localhost" },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = get({ ...way, port, path: url, headers, agent: false }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => (body += chunk));
      response.on("error", reject);
      response.on("end", () => resolve({ status: response.statusCode!, headers: response.headers, body }));
    });
    sent.on("error", reject);
  });
}
