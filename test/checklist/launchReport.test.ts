/** The launch report: its model on a real project, and each format with words that nobody should have written. */
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answers } from "../../server/src/checklist/answers";
import { launchReportHtml } from "../../server/src/checklist/report/html";
import {
  applicable,
  type LaunchReport,
  obstacles,
  type ReportedProject,
  reportedProject,
  STATUS_ORDER,
} from "../../server/src/checklist/report/launchReport";
import { escapeMarkdown, launchReportMarkdown } from "../../server/src/checklist/report/markdown";
import { barOf } from "../../server/src/checklist/report/words";
import { launchReportText } from "../../server/src/cli/checklistText";
import { withPreflight } from "../support/preflight";
import { root } from "../support/root";

/** The report on a fixture, as if these answers had been given. */
function reportOn(fixture: string, answers: Answers): Promise<ReportedProject> {
  return withPreflight(path.join(root, "test/fixtures", fixture), {}, (service) =>
    service.use(({ projects }, snapshot) =>
      reportedProject({
        report: projects[0]!,
        sections: service.checklist(projects[0]!, snapshot),
        snapshot,
        answers,
        show: (file) => `site/${file}`,
      }),
    ),
  );
}

/** A report whose every word from files and people is the given one. */
function reportOf(word: string): LaunchReport {
  const item = { id: "a", title: "Logs are kept", why: "They are lost.", link: "https://example.com/?a&b" };
  const items = STATUS_ORDER.map((status, n) => ({
    ...item,
    kind: n % 2 === 0 ? ("automatic" as const) : ("manual" as const),
    status,
    evidence: word,
    place: { file: word, line: 3 },
    said: word,
  }));
  const count = { problem: 1, unknown: 1, found: 1, open: 1, done: 1, "not-applicable": 1 };
  const project: ReportedProject = {
    name: word,
    root: ".",
    settings: word,
    settingsReason: word,
    djangoReason: word,
    doesNotStart: word,
    findings: { errors: 1, warnings: 0 },
    sections: [{ title: "Logging", items, count }],
    count,
    answersProblem: word,
  };
  return { date: "2026-03-01", toolVersion: "1.0.0", projects: [project] };
}

const plain = (_: string, text: string) => text;

describe("the model", () => {
  it("puts together what files and people say", async () => {
    const project = await reportOn("heroku-site", {
      "debug-off": { state: "done", by: "Ann", note: "soon" },
      "allowed-hosts": { state: "not-applicable", note: "the router checks hosts" },
      "no-such-item": { state: "done" },
    });
    const items = project.sections.flatMap((section) => section.items);
    const item = (id: string) => items.find((each) => each.id === id)!;
    expect(project).toMatchObject({ name: "mysite", settings: "mysite.settings", django: { min: "5.2" } });
    // The files decide that DEBUG is on; the note is told all the same.
    expect(item("debug-off")).toMatchObject({
      status: "problem",
      place: { file: "site/mysite/settings.py", line: 26 },
      said: "Note by Ann: soon",
    });
    expect(item("allowed-hosts")).toMatchObject({
      status: "not-applicable",
      said: "Not applicable: the router checks hosts",
    });
    expect(item("allowed-hosts").evidence).toBeUndefined();
  });

  it("counts every item once, and puts what is left first", async () => {
    const project = await reportOn("heroku-site", {});
    const items = project.sections.flatMap((section) => section.items);
    expect(Object.values(project.count).reduce((a, b) => a + b)).toBe(items.length);
    expect(applicable(project.count)).toBe(items.filter(({ status }) => status !== "not-applicable").length);
    for (const section of project.sections) {
      const order = section.items.map(({ status }) => STATUS_ORDER.indexOf(status));
      expect(order).toEqual(order.toSorted((a, b) => a - b));
    }
  });
});

describe("a bar", () => {
  it("is as wide as it should be, and shows all that there is", () => {
    const count = fc.record({
      problem: fc.nat(200),
      unknown: fc.nat(200),
      found: fc.nat(200),
      open: fc.nat(200),
      done: fc.nat(200),
      "not-applicable": fc.nat(200),
    });
    fc.assert(
      fc.property(count, fc.integer({ min: 10, max: 1000 }), (count, width) => {
        const bar = barOf(count, width);
        const expected = STATUS_ORDER.filter((status) => status !== "not-applicable" && count[status] > 0);
        expect(new Set(bar.map(({ status }) => status))).toEqual(new Set(expected));
        expect(bar.every(({ parts }) => parts > 0)).toBe(true);
        if (applicable(count) > 0) expect(bar.reduce((sum, { parts }) => sum + parts, 0)).toBe(width);
      }),
    );
  });
});

describe("HTML", () => {
  /** The elements that are open at the end, or closed without being open; void ones apart. */
  function unbalanced(html: string): string[] {
    const open: string[] = [];
    const wrong: string[] = [];
    for (const [, slash, name, self] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*?(\/?)>/g)) {
      if (self || ["meta", "rect"].includes(name!)) continue;
      if (!slash) open.push(name!);
      else if (open.pop() !== name) wrong.push(name!);
    }
    return [...open, ...wrong];
  }

  it("needs nothing but itself", () => {
    const html = launchReportHtml(reportOf("x"));
    expect(html).not.toMatch(/<script|<link|<img|url\(|@import| src=| on\w+=/);
    expect(html).toContain("default-src 'none'");
    expect(html).toContain('<html lang="en">');
    expect(unbalanced(html)).toEqual([]);
  });

  it("says the same for the same date", () => {
    expect(launchReportHtml(reportOf("x"))).toBe(launchReportHtml(reportOf("x")));
    expect(launchReportHtml(reportOf("x"))).toContain('<time datetime="2026-03-01">');
  });

  it("takes words for words", () => {
    const tags = (html: string) => html.replace(/>[^<]*/g, ">").replace(/="[^"]*"/g, "");
    const harmless = tags(launchReportHtml(reportOf("x")));
    for (const word of [
      "<script>alert(1)</script>",
      '" onload="x',
      "' onload='x",
      "</bdi></li>",
      "&lt;b&gt;",
    ])
      expect(tags(launchReportHtml(reportOf(word))), word).toBe(harmless);
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (word) => {
        expect(tags(launchReportHtml(reportOf(word)))).toBe(harmless);
      }),
    );
  });

  it("says what stands in the way", async () => {
    const project = await reportOn("heroku-site", {});
    const html = launchReportHtml({ date: "2026-03-01", toolVersion: "1", projects: [project] });
    expect(html).toContain(`Not ready: ${project.count.problem} items have problems`);
    expect(html.match(/<svg class="row" role="img" aria-label="[^"]+"/g)).toHaveLength(
      project.sections.length,
    );
    expect(html).not.toContain("django-insecure");
  });
});

describe("Markdown", () => {
  it("keeps the cells of its tables together", () => {
    const rows = (markdown: string) => markdown.split("\n").filter((line) => line.startsWith("|"));
    const cells = (row: string) => row.replace(/\\[\\|]/g, "").split("|").length;
    const harmless = rows(launchReportMarkdown(reportOf("x"))).map(cells);
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (word) => {
        expect(rows(launchReportMarkdown(reportOf(word))).map(cells)).toEqual(harmless);
      }),
    );
  });

  it.each([
    ["a | b\nc", "a \\| b c"],
    ["<img src=x> [link](x) `code` *bold*", "\\<img src=x\\> \\[link\\](x) \\`code\\` \\*bold\\*"],
    ["SECRET_KEY is __import__('x')", "SECRET_KEY is \\_\\_import\\_\\_('x')"],
    ["cost $x^2$ & &copy; ~~no~~", "cost \\$x^2\\$ & &amp;copy; \\~\\~no\\~\\~"],
    ["C:\\site", "C:\\\\site"],
  ])("escapes %j", (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });

  it("draws each section and lists the problems as tasks", async () => {
    const project = await reportOn("heroku-site", {});
    const markdown = launchReportMarkdown({ date: "2026-03-01", toolVersion: "1", projects: [project] });
    expect(markdown.match(/^- \[ \] /gm)).toHaveLength(obstacles(project).length);
    expect(obstacles(project).flat()).toHaveLength(project.count.problem);
    expect(markdown).toMatch(/^\| Django settings \| [🟩🟥🟧🟨⬜]{10} \| \d+ of \d+ \| .*problem.* \|$/mu);
    expect(markdown).toContain("on 2026-03-01");
  });
});

describe("text", () => {
  it("lets nothing move the cursor", () => {
    const text = launchReportText(reportOf("a\u001b[2J\rb\u0085\u202e"), plain);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  it("is aligned", () => {
    const text = launchReportText(reportOf("why"), plain);
    const columns = text.match(/^ {2}(Problem|Not decided|To confirm|Open|Done|Not applicable) +/gm);
    expect(columns).toHaveLength(6);
    expect(new Set(columns?.map(({ length }) => length)).size).toBe(1);
  });

  it("names a file once", async () => {
    const project = await reportOn("heroku-site", {});
    const text = launchReportText({ date: "2026-03-01", toolVersion: "1", projects: [project] }, plain);
    expect(text).toMatch(/^ +site\/mysite\/urls\.py:\d+ serves the admin at \/admin\//m);
    expect(text).toMatch(/^ +site\/mysite\/settings\.py:\d+: DEBUG is on in production/m);
  });
});
