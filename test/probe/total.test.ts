/** Any bytes from the network give a report, soon, without control characters and without cookies' values. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Reply } from "../../server/src/probe/exchange";
import { parseCookie, parseHsts } from "../../server/src/probe/headers";
import { pageLinks } from "../../server/src/probe/html";
import { BadTarget, parseTarget } from "../../server/src/probe/target";
import { front, GOOD, probed, response } from "../support/madeUpSite";

const NAMES = [
  "location",
  "set-cookie",
  "strict-transport-security",
  "content-type",
  "content-encoding",
  "content-security-policy",
  "x-frame-options",
  "x-content-type-options",
  "referrer-policy",
  "cross-origin-opener-policy",
  "cache-control",
  "server",
];

/** Pieces that mean something, among anything. */
const text = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        "max-age=",
        "=",
        ";",
        ",",
        '"',
        "nosniff",
        "DENY",
        "https://example.com",
        "http://",
        "//",
        "<",
        "link",
        " rel=icon ",
        " href='",
        "<script src=",
        "<!--",
        "-->",
        "<loc>",
        "<urlset>",
        "\u001b[31m",
        "%",
        "İ",
        "user-agent: *\ndisallow: /\n",
      ),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(""));

const reply: fc.Arbitrary<Reply> = fc.oneof(
  fc.record({ kind: fc.constant("failed" as const), reason: text }),
  fc.record({
    kind: fc.constant("response" as const),
    status: fc.oneof(fc.constantFrom(200, 301, 302, 308, 400, 404, 500), fc.integer({ min: 0, max: 999 })),
    headers: fc.array(fc.tuple(fc.constantFrom(...NAMES), text), { maxLength: 12 }),
    body: text,
    size: fc.nat(),
    cut: fc.boolean(),
    trusted: fc.constantFrom(true, false, undefined),
  }),
);

const date = fc.option(fc.integer({ min: -8.64e15, max: 8.64e15 }), { nil: undefined });

describe("any bytes", () => {
  test("in responses give a whole report", async () => {
    const addresses = [...Object.keys(GOOD), "https://example.com/de/"];
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom(...addresses), reply),
        fc.record({
          kind: fc.constant("handshake" as const),
          validFrom: date,
          validTo: date,
          problem: fc.option(text, { nil: undefined }),
          issuer: text,
          version: text,
          http2: fc.boolean(),
        }),
        async (replies, handshake) => {
          const { results } = await probed({ replies, handshake });
          for (const { detail, evidence, state } of results) {
            expect(detail).toMatch(/[.…]$/);
            expect(["pass", "fail", "unknown", "skipped"]).toContain(state);
            for (const line of [detail, ...evidence]) {
              expect(line).not.toMatch(/\p{Cc}/u);
              expect(line.length).toBeLessThan(1000);
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test("in headers are a value or nothing", () => {
    fc.assert(
      fc.property(text, (value) => {
        const hsts = parseHsts(value);
        if (hsts !== undefined) expect(hsts.maxAge).toBeGreaterThanOrEqual(0);
        const cookie = parseCookie(value);
        if (cookie !== undefined) expect(cookie.shown.startsWith(`${cookie.name}=…`)).toBe(true);
      }),
    );
  });

  test("in an address are a target or a message", () => {
    fc.assert(
      fc.property(text, (typed) => {
        try {
          const target = parseTarget(typed);
          expect(target.http ?? target.https).toMatch(/^https?:\/\/./);
        } catch (error) {
          expect(error).toBeInstanceOf(BadTarget);
        }
      }),
    );
  });

  test("in a page give absolute addresses", () => {
    fc.assert(
      fc.property(text, (page) => {
        const { assets, icon, login } = pageLinks(page, "https://example.com/");
        for (const url of [...assets.map((asset) => asset.url), icon, login])
          if (url !== undefined) expect(URL.canParse(url)).toBe(true);
      }),
    );
  });
});

test("the values of cookies are in no report", async () => {
  const cookies = [
    "sessionid=topsecret",
    "csrftoken=topsecret; Secure",
    "other=topsecret",
    "=topsecret",
    "topsecret",
  ];
  const report = await probed({ replies: { "https://example.com/": front({ "Set-Cookie": cookies }) } });
  expect(JSON.stringify(report)).not.toContain("topsecret");
});

test("what an address's query holds is in no report", async () => {
  const report = await probed({
    url: "https://example.com/a/?token=topsecret",
    replies: {
      "https://example.com/a/?token=topsecret": front(),
      "http://example.com/a/?token=topsecret": response(301, {
        Location: "https://example.com/b/?token=topsecret",
      }),
    },
  });
  expect(JSON.stringify(report.results)).not.toContain("topsecret");
});

test.each([
  ["tags that never end", "<a b='".repeat(80_000)],
  ["attributes that never end", `<link ${"a ".repeat(200_000)}`],
  ["comments", "<!--".repeat(100_000)],
  ["scripts", "<script>".repeat(60_000)],
  ["quotes", `<link href="${"<link href=".repeat(40_000)}`],
  ["sitemap lines", "sitemap:".repeat(60_000)],
  ["spaces", " ".repeat(500_000)],
])("a page of half a megabyte is read in a moment: %s", async (_, body) => {
  const start = performance.now();
  const text = response(200, { "Content-Type": "text/html" }, body);
  const replies = Object.fromEntries(
    Object.keys(GOOD).map((url) => [url, url.startsWith("https") ? text : undefined]),
  );
  await probed({ replies });
  expect(performance.now() - start).toBeLessThan(3000);
});
