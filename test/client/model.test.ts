import { describe, expect, it } from "vitest";
import { checklistBadge, checklistMessage, checklistTree } from "../../client/src/checklist/model";
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
  const [section] = checklistTree([project([only])], () => answers);
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
    const [section] = checklistTree([project(items)], () => answers);
    expect(section).toMatchObject({
      label: "Database",
      description: "2 of 4",
      accessibilityLabel: "Database, 2 of 4 done, 1 with problems",
      expanded: true,
    });
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
      icon: { id: "error" },
      location: { range: RANGE },
    });
    expect(row.checkbox).toBeUndefined();
    expect(row.accessibilityLabel).toBe("Schedule daily backups, problem, DEBUG is True.");
  });

  it("is not done because somebody says so where the files decide", () => {
    const { row, section } = rowOf(automatic("problem"), { state: "done", by: "Ann" });
    expect(row.icon?.id).toBe("error");
    expect(section.description).toBe("0 of 1");
  });

  it.each(["unknown", "problem", "ok"] as const)("can be put aside where it is %s", (state) => {
    expect(rowOf(automatic(state)).row.contextValue).toContain("dismissible");
    const { section } = rowOf(automatic(state), { state: "not-applicable" });
    expect(section.description).toBe("0 of 0");
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
      contextValue: "dismissible answered linked",
    });
  });

  it("is not done because the files suggest it", () => {
    const { row, section } = rowOf(
      item({ kind: "evidence", state: "found", detail: "runserver is in no Procfile." }),
    );
    expect(row.checkbox?.checked).toBe(false);
    expect(row.accessibilityLabel).toContain("found in the files, to be confirmed");
    expect(section.description).toBe("0 of 1");
  });

  it("loses its checkbox when it does not apply", () => {
    const { row } = rowOf(item({}), { state: "not-applicable", note: "no database" });
    expect(row).toMatchObject({ icon: { id: "circle-slash" }, description: "Not applicable: no database" });
    expect(row.checkbox).toBeUndefined();
    expect(row.contextValue).toBe("answered linked");
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
    const rows = checklistTree(projects, () => ({}));
    expect(rows.map((row) => [row.label, row.description])).toEqual([
      ["mysite", "mysite.settings, 2 problems break or expose production"],
      ["other", "no settings module, 1 problem breaks or exposes production"],
    ]);
    expect(checklistMessage(projects)).toBeUndefined();
  });

  it("have unique row ids", () => {
    const ids = checklistTree(projects, () => ({})).flatMap((row) => [
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
  it("names the module of a single project and why", () => {
    expect(checklistMessage([project([])])).toBe(
      "Production loads mysite.settings: wsgi.py sets DJANGO_SETTINGS_MODULE",
    );
  });
});
