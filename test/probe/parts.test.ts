/** The address that a person types, the links of a page, and what a probe writes into the checklist. */
import { describe, expect, test } from "vitest";
import type { Answers } from "../../server/src/checklist/answers";
import { SECTIONS } from "../../server/src/checklist/items";
import { CHECKS } from "../../server/src/probe/checks";
import { pageLinks } from "../../server/src/probe/html";
import { PROOFS, provenItems, REFUTATIONS, refutedItems } from "../../server/src/probe/items";
import { gradeLink, type ProbeReport } from "../../server/src/probe/probe";
import { type JudgedItems, record } from "../../server/src/probe/record";
import { parseTarget } from "../../server/src/probe/target";
import { html, probed } from "../support/madeUpSite";

describe("the address", () => {
  test.each([
    ["example.com", "http://example.com/", "https://example.com/"],
    ["https://Example.com/de/#top", "http://example.com/de/", "https://example.com/de/"],
    ["http://example.com", "http://example.com/", "https://example.com/"],
    ["localhost:8000", undefined, "https://localhost:8000/"],
    ["http://localhost:8000", "http://localhost:8000/", undefined],
    ["https://[::1]:8443/", undefined, "https://[::1]:8443/"],
    ["https://bücher.example", "http://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"],
  ])("%s", (typed, http, https) => {
    expect(parseTarget(typed)).toMatchObject({ http, https });
  });

  test.each([
    ["", /type the address/],
    ["https://", /no address/],
    ["ftp://example.com", /https:\/\//],
    ["file:///etc/passwd", /no address|https:\/\//],
    ["https://ann:secret@example.com", /password/],
    ["ex ample", /no address/],
  ])("%s is none", (typed, message) => {
    expect(() => parseTarget(typed)).toThrow(message);
  });

  test.each([
    ["127.0.0.1", true, true],
    ["[::1]", true, true],
    ["app.localhost", true, false],
    ["localhost.example.com", false, false],
    ["192.0.2.7", false, true],
  ])("%s: this machine %s, without a name %s", (typed, loopback, address) => {
    expect(parseTarget(typed)).toMatchObject({ loopback, address });
  });

  test.each([
    ["https://example.com", true],
    ["https://example.com:8443", false],
    ["https://192.0.2.7", false],
    ["https://intranet", false],
    ["http://localhost", false],
  ])("%s may be graded by MDN: %s", (origin, expected) => {
    const { host, loopback } = parseTarget(origin);
    expect(gradeLink({ origin, host, loopback } as ProbeReport) !== undefined).toBe(expected);
  });
});

test("the links of a page, as a browser finds them", () => {
  const page = `<!doctype html><title><link rel=icon href=/wrong.ico></title>
    <!-- <script src="/commented.js"></script> -->
    <LINK REL='shortcut ICON' HREF="i.png?a=1&amp;b=2">
    <link rel="alternate stylesheet" href="/other.css"><link rel=stylesheet href=/a.css#x>
    <script>document.write('<script src="/written.js"></scr' + 'ipt>')</script>
    <script defer src = "//cdn.example/b.js"></script><script src="/a.js"></script><script src="/a.js"></script>
    <a title="a > b" href="https://elsewhere.example/login/">x</a><a href="/accounts/login/?next=/">Log in</a>`;
  expect(pageLinks(page, "https://example.com/de/")).toEqual({
    assets: [
      { kind: "css", url: "https://example.com/a.css" },
      { kind: "js", url: "https://cdn.example/b.js" },
      { kind: "js", url: "https://example.com/a.js" },
    ],
    icon: "https://example.com/de/i.png?a=1&b=2",
    login: "https://example.com/accounts/login/?next=/",
  });
});

describe("what is recorded", () => {
  const open: JudgedItems = Object.fromEntries(
    Object.keys(PROOFS).map((id) => [id, { kind: "manual", state: "open" }]),
  );
  const BY = "probe of https://example.com";
  const ON = "2026-03-01";

  test("items and checks that exist", () => {
    const ids = SECTIONS.flatMap(({ items }) => items.map(({ id }) => id));
    for (const [item, checks] of [...Object.entries(PROOFS), ...Object.entries(REFUTATIONS)]) {
      expect(ids).toContain(item);
      expect(checks.length).toBeGreaterThan(0);
      for (const check of checks) expect(CHECKS.map(({ id }) => id)).toContain(check);
    }
    expect(new Set(CHECKS.map(({ id }) => id)).size).toBe(CHECKS.length);
  });

  test("all that a good site proves, with the date", async () => {
    const report = await probed();
    const { ticked, changes } = record(report, open, {}, ON);
    // The good site has a 404 page of its own, which says less of DEBUG than Django's does.
    expect(ticked).toEqual(Object.keys(PROOFS).filter((id) => id !== "debug-off"));
    expect(provenItems(report)).toEqual(ticked);
    expect(changes.hsts).toEqual({ state: "done", by: BY, on: ON });
  });

  test("only where a person could answer, and none has", async () => {
    const items: JudgedItems = {
      ...open,
      hsts: { kind: "automatic", state: "ok" },
      "https-redirect": { kind: "automatic", state: "problem" },
      "secure-cookies": { kind: "automatic", state: "unknown" },
    };
    const answers: Answers = {
      "static-served": { state: "not-applicable", by: "Ann" },
      "debug-off": { note: "ask Bob" },
      "secure-cookies": {
        state: "done",
        by: "probe of https://staging.example.com",
        on: "2026-01-01",
        note: "kept",
      },
    };
    const { ticked, changes } = record(await probed(), items, answers, ON);
    for (const id of ["hsts", "https-redirect", "static-served", "debug-off"])
      expect(ticked).not.toContain(id);
    expect(changes["secure-cookies"]).toEqual({ state: "done", by: BY, on: ON, note: "kept" });
    expect(record(await probed(), {}, {}, ON).changes).toEqual({});
  });

  test("a tick of its own goes when it no longer holds, a person's stays", async () => {
    const bare = await probed({ replies: { "https://example.com/": html("") } });
    expect(refutedItems(bare)).toContain("hsts");
    const mine = record(bare, open, { hsts: { state: "done", by: BY, on: "2026-01-01" } }, ON);
    expect(mine).toMatchObject({ removed: ["hsts"], contradicted: [] });
    expect("hsts" in mine.changes).toBe(true);
    expect(mine.changes.hsts).toBeUndefined();
    for (const by of ["Ann", "probe of https://staging.example.com", undefined]) {
      const theirs = record(bare, open, { hsts: { state: "done", by } }, ON);
      expect(theirs).toMatchObject({ removed: [], contradicted: ["hsts"] });
      expect(theirs.changes).not.toHaveProperty("hsts");
    }
  });
});
