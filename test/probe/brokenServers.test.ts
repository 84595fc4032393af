/** Servers that do everything wrong, on real sockets: the probe ends, soon, with words for what happened. */
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { version } from "../../package.json";
import { nodeProber } from "../../server/src/hosts/nodeProber";
import { BODY_LIMIT } from "../../server/src/probe/exchange";
import { probe } from "../../server/src/probe/probe";
import { parseTarget } from "../../server/src/probe/target";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Starts a server of raw bytes; gives its port. */
async function serve(answer: (socket: Socket, request: string) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("data", (data) => answer(socket, data.toString("latin1")));
  });
  closing.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

const never = new AbortController().signal;

const get = (port: number, timeout = 2000) =>
  nodeProber({ signal: never, timeout }).get({ url: `http://127.0.0.1:${port}/`, encoding: "identity" });

const OK = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";

describe("one answer", () => {
  test.each<[what: string, reason: RegExp, answer: (socket: Socket) => void]>([
    ["garbage", /does not speak HTTP/, (socket) => socket.end(Buffer.from([0, 255, 1, 254, 10, 13]))],
    ["nothing", /closed|reset|hang up/, (socket) => socket.end()],
    ["a reset", /reset|hang up/, (socket) => socket.resetAndDestroy()],
    ["silence", /no whole answer came in 1 seconds/, () => {}],
    ["half a status line", /does not speak HTTP|reset|hang up/, (socket) => socket.end("HTTP/1.1 2")],
    [
      "headers without end",
      /headers are too long|no whole answer/,
      (socket) => {
        socket.write(OK);
        const more = setInterval(() => socket.write(`X-${"a".repeat(900)}: b\r\n`), 1);
        socket.on("close", () => clearInterval(more));
      },
    ],
    [
      "slow headers",
      /no whole answer/,
      (socket) => {
        socket.write(OK);
        const more = setInterval(() => socket.write("X-A: b\r\n"), 100);
        socket.on("close", () => clearInterval(more));
      },
    ],
    [
      "a slow body",
      /no whole answer/,
      (socket) => {
        socket.write(`${OK}\r\n`);
        const more = setInterval(() => socket.write("x"), 20);
        socket.on("close", () => clearInterval(more));
      },
    ],
  ])("%s", async (_, reason, answer) => {
    const start = performance.now();
    const reply = await get(await serve(answer), 1000);
    expect(performance.now() - start).toBeLessThan(2500);
    expect(reply).toMatchObject({ kind: "failed", reason: expect.stringMatching(reason) });
  });

  test("a body without end is read to the limit", async () => {
    let sent = 0;
    const port = await serve((socket) => {
      const pump = () => {
        while (!socket.destroyed && socket.write("x".repeat(65_536))) sent++;
      };
      socket.write(`${OK}\r\n`);
      socket.on("drain", pump);
      pump();
    });
    const reply = await get(port);
    expect(reply).toMatchObject({ status: 200, cut: true, size: BODY_LIMIT });
    expect(sent * 65_536).toBeLessThan(50 * BODY_LIMIT);
  });

  test("a body that breaks off is still there", async () => {
    const reply = await get(await serve((socket) => socket.end(`${OK}Content-Length: 99\r\n\r\nhalf`)));
    expect(reply).toMatchObject({ status: 200, cut: true, body: "half" });
  });

  test("a character that the limit cuts off is left out, other bytes become marks", async () => {
    const body = Buffer.concat([
      Buffer.from([255]),
      Buffer.from("x".repeat(BODY_LIMIT - 2)),
      Buffer.from("ü"),
    ]);
    const port = await serve((socket) => {
      socket.write(`${OK}\r\n`);
      socket.end(body);
    });
    const reply = await get(port);
    expect(reply.kind === "response" && reply.body.slice(0, 2)).toBe("\ufffdx");
    expect(reply.kind === "response" && reply.body.endsWith("x")).toBe(true);
  });

  test("what is sent is polite and holds nothing of the person", async () => {
    let seen = "";
    const port = await serve((socket, request) => {
      seen = request;
      socket.end(`${OK}\r\n`);
    });
    await get(port);
    expect(seen.split("\r\n").sort().filter(Boolean)).toEqual([
      "Accept-Encoding: identity",
      "Accept: text/html,application/xhtml+xml,*/*;q=0.8",
      "Connection: close",
      "GET / HTTP/1.1",
      `Host: 127.0.0.1:${port}`,
      `User-Agent: django-preflight/${version}`,
    ]);
  });

  test("TLS where there is none, and the other way round", async () => {
    const port = await serve((socket) => socket.end(`${OK}\r\n`));
    const prober = nodeProber({ signal: never, timeout: 2000 });
    const reason = "what answers there does not speak TLS";
    expect(await prober.get({ url: `https://127.0.0.1:${port}/`, encoding: "identity" })).toMatchObject({
      reason,
    });
    expect(await prober.handshake("127.0.0.1", port)).toMatchObject({ kind: "failed", reason });
  });

  test("nobody listens", async () => {
    const port = await serve(() => {});
    for (const close of closing.splice(0)) close();
    expect(await get(port)).toEqual({ kind: "failed", reason: "the connection was refused" });
  });
});

describe("a whole probe", () => {
  const run = (port: number, options: { signal?: AbortSignal; timeout?: number; budget?: number } = {}) =>
    probe(parseTarget(`http://127.0.0.1:${port}`), {
      prober: nodeProber({ signal: never, timeout: 1000, ...options }),
      now: Date.now,
    });
  const result = async (port: number, id: string) =>
    (await run(port)).results.find((each) => each.id === id)!;

  test("of garbage fails in words", async () => {
    const port = await serve((socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n"));
    expect(await result(port, "front-page")).toMatchObject({
      state: "fail",
      detail: `Nothing answers. http://127.0.0.1:${port}/: what answers there does not speak HTTP.`,
    });
  });

  test("of a redirect that never ends asks for it once or twice", async () => {
    let asked = 0;
    const port = await serve((socket, request) => {
      asked++;
      const path = request.split(" ")[1];
      socket.end(`HTTP/1.1 302 Found\r\nLocation: ${path}x\r\nContent-Length: 0\r\n\r\n`);
    });
    const { results, requests } = await run(port);
    expect(results.find(({ id }) => id === "front-page")).toMatchObject({ state: "unknown" });
    expect(asked).toBe(requests);
    expect(asked).toBeLessThan(10);
  });

  test("of a page that redirects to itself fails", async () => {
    const port = await serve((socket) =>
      socket.end("HTTP/1.1 301 Moved\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"),
    );
    expect(await result(port, "front-page")).toMatchObject({
      state: "fail",
      detail: expect.stringContaining("itself"),
    });
  });

  test("does not follow to another port", async () => {
    let reached = false;
    const other = await serve((socket) => {
      reached = true;
      socket.end(`${OK}\r\n`);
    });
    const port = await serve((socket) =>
      socket.end(`HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:${other}/\r\nContent-Length: 0\r\n\r\n`),
    );
    expect(await result(port, "robots-txt")).toMatchObject({ state: "skipped" });
    expect(reached).toBe(false);
  });

  test("ends in time, however slow each answer is", async () => {
    const port = await serve(
      (socket) => void setTimeout(() => socket.end(`${OK}Content-Length: 0\r\n\r\n`), 300),
    );
    const start = performance.now();
    const { results } = await run(port, { budget: 800 });
    expect(performance.now() - start).toBeLessThan(2000);
    expect(results.map(({ detail }) => detail).join(" ")).toContain("the time is up");
  });

  test("ends at once when it is cancelled", async () => {
    const port = await serve(() => {});
    const cancel = new AbortController();
    const start = performance.now();
    setTimeout(() => cancel.abort(new Error("cancelled")), 100);
    await expect(run(port, { signal: cancel.signal, timeout: 60_000 })).rejects.toThrow("cancelled");
    await expect(run(port, { signal: cancel.signal })).rejects.toThrow("cancelled");
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
