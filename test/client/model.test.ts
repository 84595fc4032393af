import { describe, expect, it } from "vitest";
import {
  checklistBadge,
  checklistMessage,
  checklistRows,
  type Filter,
  statusBarEntry,
} from "../../client/src/checklist/model";
import type { Answers, ChecklistAnswer } from "../../server/src/checklist/answers";
import type { ChecklistItem, ChecklistProject } from "../../server/src/protocol";

const RANGE = { start: { line: 25, character: 0 }, end: { line: 25, character: 5 } };

function item(fields: Partial<ChecklistItem>): ChecklistItem {
  return {
    id: "backups",
    title: "Schedule daily backups",
    why: "A database that is not backed up is lost with the first mistake.",
    link: "https://example.com/backups",
    kind: "manual",
    state: "open",
    detail: "Only a person knows.",
    ...fields,
  };
}

function project(items: readonly ChecklistItem[], fields: Partial<ChecklistProject> = {}): ChecklistProject {
  return {
    rootUri: "file:///site",
    name: "mysite",
    settings: "mysite.settings",
    settingsReason: "wsgi.py sets DJANGO_SETTINGS_MODULE",
    candidates: [],
    django: "5.2",
    djangoReason: "requirements.txt pins Django 5.2",
    blocking: 0,
    sections: [{ title: "Database", items }],
    ...fields,
  };
}

/** The row of the only item of the only project. */
function rowOf(only: ChecklistItem, answer?: ChecklistAnswer) {
  const answers: Answers = answer ? { [only.id]: answer } : {};
  const [section] = checklistRows([project([only])], () => answers);
  return { section: section!, row: section!.children[0]! };
}

describe("sections", () => {
  it("count what is done of what applies", () => {
    const items = [
      item({ id: "a", kind: "automatic", state: "ok" }),
      item({ id: "b", kind: "automatic", state: "problem" }),
      item({ id: "c", kind: "automatic", state: "not-applicable" }),
      item({ id: "d", kind: "evidence", state: "found" }),
      item({ id: "e" }),
      item({ id: "f" }),
    ];
    const answers: Answers = { e: { state: "done" }, f: { state: "not-applicable" } };
    const [section] = checklistRows([project(items)], () => answers);
    expect(section).toMatchObject({
      label: "Database",
      description: "2 of 4, 1 problem",
      accessibilityLabel: "Database, 2 of 4 done, 1 problem",
      expanded: true,
    });
  });

  it("say what a filter leaves, with the progress of all items", () => {
    const items = [
      item({ id: "a", kind: "automatic", state: "ok" }),
      item({ id: "b", kind: "automatic", state: "problem" }),
      item({ id: "c", kind: "evidence", state: "found" }),
      item({ id: "d" }),
      item({ id: "e" }),
    ];
    const calm = { title: "Calm", items: [item({ id: "f", kind: "automatic", state: "ok" })] };
    const all = project(items, { sections: [{ title: "Database", items }, calm] });
    const shown = (filter: Filter) =>
      checklistRows([all], () => ({ e: { state: "done" } }), filter).map((row) => [
        row.label,
        row.description,
        row.children.map(({ entry }) => entry!.item.id).join(),
      ]);
    expect(shown("all")).toEqual([
      ["Database", "2 of 5, 1 problem", "a,b,c,d,e"],
      ["Calm", "1 of 1", "f"],
    ]);
    expect(shown("open")).toEqual([["Database", "2 of 5, 1 problem", "b,c,d"]]);
    expect(shown("problems")).toEqual([["Database", "2 of 5, 1 problem", "b"]]);
  });

  it("leave what is not for the project to one closed row at the end", () => {
    const celery = (id: string) =>
      item({ id, kind: "automatic", state: "not-applicable", detail: "Celery is not installed." });
    const mixed = project([], {
      sections: [
        { title: "Database", items: [item({ id: "a" }), celery("b"), item({ id: "c" })] },
        { title: "Celery", items: [celery("d")] },
        { title: "Mail", items: [item({ id: "e" })] },
      ],
    });
    const rows = checklistRows([mixed], () => ({ c: { state: "not-applicable", note: "no" } }));
    const texts = rows.map(({ label, description, children, expanded }) => [
      label,
      description,
      children.map(({ entry }) => entry!.item.id).join(),
      expanded,
    ]);
    expect(texts).toEqual([
      ["Database", "0 of 1", "a,c", false],
      ["Mail", "0 of 1", "e", false],
      ["Not for this project", "2 items", "b,d", false],
    ]);
    expect(rows[2]!.children[0]).toMatchObject({
      description: "Celery is not installed.",
      accessibilityLabel: "Schedule daily backups, not applicable, Celery is not installed.",
    });
    expect(checklistRows([mixed], () => ({}), "open").map(({ label }) => label)).toEqual([
      "Database",
      "Mail",
    ]);
  });

  it("are collapsed where nothing is wrong", () => {
    expect(rowOf(item({})).section.expanded).toBe(false);
  });
});

describe("an automatic item", () => {
  const automatic = (state: ChecklistItem["state"]) =>
    item({
      kind: "automatic",
      state,
      detail: "DEBUG is True.",
      location: { uri: "file:///site/s.py", range: RANGE },
    });

  it("shows a problem with its reason and leads to the line, without a checkbox", () => {
    const { row } = rowOf(automatic("problem"));
    expect(row).toMatchObject({
      description: "DEBUG is True.",
      icon: { id: "warning" },
      entry: { item: { location: { range: RANGE } } },
    });
    expect(row.checkbox).toBeUndefined();
    expect(row.accessibilityLabel).toBe("Schedule daily backups, problem, DEBUG is True.");
  });

  it("shows by shape and in words whether a problem breaks production", () => {
    const { row } = rowOf({ ...automatic("problem"), blocking: true, fixable: true });
    expect(row.icon?.id).toBe("error");
    expect(row.accessibilityLabel).toContain("problem that breaks or exposes production");
    expect(row.contextValue).toBe("item dismissible linked fixable");
  });

  it("carries a note after what the files say", () => {
    const { row } = rowOf(automatic("problem"), { note: "until June", by: "Ann", on: "2026-03-01" });
    expect(row.description).toBe("DEBUG is True. Note by Ann on 2026-03-01: until June");
    expect(row.contextValue).toBe("item dismissible noted linked");
    expect(row.tooltip?.paragraphs.at(-1)).toBe("Note by Ann on 2026-03-01: until June");
  });

  it("is not done because somebody says so where the files decide", () => {
    const { row, section } = rowOf(automatic("problem"), { state: "done", by: "Ann" });
    expect(row.icon?.id).toBe("warning");
    expect(section.description).toBe("0 of 1, 1 problem");
  });

  it.each(["unknown", "problem", "ok"] as const)("can be put aside where it is %s", (state) => {
    expect(rowOf(automatic(state)).row.contextValue).toContain("dismissible");
    const { section } = rowOf(automatic(state), { state: "not-applicable" });
    expect(section.description).toBe("not applicable");
  });

  it("says little when it is fine", () => {
    expect(rowOf(automatic("ok")).row).toMatchObject({ description: "", icon: { id: "pass" } });
  });
});

describe("an item for people", () => {
  it("is ticked by an answer, which it quotes", () => {
    const { row } = rowOf(item({}), {
      state: "done",
      by: "Ann",
      on: "2026-03-01",
      note: "restored on staging",
    });
    expect(row).toMatchObject({
      description: "Done by Ann on 2026-03-01: restored on staging",
      checkbox: { checked: true },
      contextValue: "item dismissible answered noted linked",
    });
  });

  it("is not done because the files suggest it", () => {
    const { row, section } = rowOf(
      item({
        kind: "evidence",
        state: "found",
        detail: "The settings define ADMINS.",
        location: { uri: "file:///site/my%20site/s.py", range: RANGE },
      }),
    );
    expect(row.checkbox).toEqual({
      checked: false,
      tooltip: "Found in the files: confirm that it is done",
    });
    expect(row.description).toBe("my site/s.py:26: The settings define ADMINS.");
    expect(row.icon?.id).toBe("search");
    expect(row.accessibilityLabel).toContain("found in the files, to be confirmed");
    expect(section.description).toBe("0 of 1");
  });

  it("loses its checkbox when it does not apply", () => {
    const { row } = rowOf(item({}), { state: "not-applicable", note: "no database" });
    expect(row).toMatchObject({ icon: { id: "circle-slash" }, description: "Not applicable: no database" });
    expect(row.checkbox).toBeUndefined();
    expect(row.contextValue).toBe("item answered noted linked");
  });
});

describe("several projects", () => {
  const projects = [
    project([item({})], { blocking: 2 }),
    project([], {
      rootUri: "file:///other",
      name: "other",
      settings: null,
      settingsReason: "there is none",
      blocking: 1,
    }),
  ];

  it("each have a row that says which settings production loads", () => {
    const rows = checklistRows(projects, () => ({}));
    expect(rows.map((row) => [row.label, row.description])).toEqual([
      ["mysite", "0 of 1, 2 blocking, mysite.settings"],
      ["other", "0 of 0, 1 blocking, no settings module"],
    ]);
    expect(checklistMessage(projects, [], "all")).toBeUndefined();
  });

  it("have unique row ids", () => {
    const ids = checklistRows(projects, () => ({})).flatMap((row) => [
      row.id,
      ...row.children.map(({ id }) => id),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("add up in the badge", () => {
    expect(checklistBadge(projects)).toEqual({ value: 3, tooltip: "3 problems break or expose production" });
    expect(checklistBadge([project([])])).toBeUndefined();
  });
});

describe("the message", () => {
  const message = (filter: Filter) => checklistMessage([project([])], [], filter);

  it("names the module of a single project and why", () => {
    expect(message("all")).toBe(
      "0 of 0 done. Production loads mysite.settings: wsgi.py sets DJANGO_SETTINGS_MODULE",
    );
  });

  it("says that items are hidden", () => {
    expect(message("open")).toBe("Only open items are shown. 0 of 0 are done.");
    expect(message("problems")).toContain("Only problems are shown.");
  });
});

describe("the status bar", () => {
  it("is empty without a project", () => {
    expect(statusBarEntry([])).toBeUndefined();
  });

  it("warns of nothing where nothing blocks", () => {
    expect(statusBarEntry([project([])])).toMatchObject({ text: "$(checklist) 0", warns: false });
  });

  it("adds projects up and says where the problems are", () => {
    const other = project([], { name: "other", rootUri: "file:///other", blocking: 2 });
    expect(statusBarEntry([project([]), other])).toEqual({
      text: "$(checklist) 2",
      tooltip: ["mysite: nothing", "other: 2 problems break or expose production"],
      accessibilityLabel: "Django Preflight: 2 problems break or expose production in other",
      warns: true,
    });
  });
});
