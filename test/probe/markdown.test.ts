/** The document with the results. */
import { expect, test } from "vitest";
import { probeMarkdown } from "../../server/src/probe/markdown";
import { CSS, front, probed, response } from "../support/madeUpSite";

test("says first what is to do, with what decides it", async () => {
  const report = await probed({
    replies: { "https://example.com/robots.txt": response(404), [CSS]: response(404) },
  });
  const text = probeMarkdown({ report, checklist: ["Ticked in the checklist: “HSTS is on”."] });
  expect(text).toContain(
    "# Probe of https\\://example\\.com\n\n2026-03-01, 12:00 UTC, 9 requests\n\nTicked in the checklist\\: “HSTS is on”\\.",
  );
  expect(text).toContain(
    "\n## To do (2)\n\n- **robots\\.txt**: There is none\\. *info*, [learn more](https://",
  );
  expect(text).toContain("\n  - ` https://example.com/robots.txt: HTTP 404 `\n");
  expect(text.indexOf("## To do")).toBeLessThan(text.indexOf("## In order"));
  expect(text).toContain("(https://developer.mozilla.org/en-US/observatory/analyze?host=example.com)");
});

test("leaves out what is empty", async () => {
  expect(probeMarkdown({ report: await probed(), checklist: [] })).not.toMatch(
    /## (To do|Not known|Left out)/,
  );
});

test("what the site sends stays text", async () => {
  const evil = "` ``` </code><script>alert(1)</script> [x](command:evil) ![i](https://evil.example/i.png)";
  const report = await probed({
    replies: {
      "https://example.com/": front({ Server: `nginx/1.2 ${evil}`, "Strict-Transport-Security": evil }),
      "http://example.com/": response(301, { Location: `https://evil.example/${evil}` }),
    },
  });
  const text = probeMarkdown({ report, checklist: [evil] });
  // Code spans aside, every bracket and angle is escaped.
  const prose = text
    .replace(/(`+) .*? \1(?=\n|$)/g, "")
    .replaceAll("[learn more](https://", "")
    .replaceAll("[A grade", "");
  expect(prose).not.toMatch(/(?<!\\)[<[!]/);
  expect(text).toContain("```` Server: nginx/1.2 ` ``` </code>");
});
