/** All items of the checklist: what they have in common, and what they say about real files. */
import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { analyze } from "../../server/src/analyze";
import { checklist } from "../../server/src/checklist/checklist";
import { SECTIONS } from "../../server/src/checklist/items";
import { rules } from "../../server/src/rules/index";
import { linesOf } from "../../server/src/snapshot";
import { projectOf } from "../support/exampleProject";
import { memorySnapshot } from "../support/memorySnapshot";
import type { Case, Cases } from "./cases";

const directory = path.join(import.meta.dirname, "cases");
const modules: { default: Cases }[] = await Promise.all(
  readdirSync(directory).map((file) => import(path.join(directory, file))),
);
const cases = new Map(modules.flatMap((module) => Object.entries(module.default)));
const items = SECTIONS.flatMap((section) => section.items);
const ruleIds = new Set(rules.map(({ id }) => id));

test("there is no case without its item", () => {
  const ids = items.map(({ id }) => id);
  expect([...cases.keys()].filter((id) => !ids.includes(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(SECTIONS.map(({ title }) => title)).size).toBe(SECTIONS.length);
});

test("every rule with an error or a warning decides an item", () => {
  const deciding = new Set(items.flatMap((item) => ("rules" in item ? item.rules : [])));
  const serious = rules.filter(({ severity }) => severity === "error" || severity === "warning");
  expect(serious.map(({ id }) => id).filter((id) => !deciding.has(id))).toEqual([]);
});

describe.for(items.map((item) => [item.id, item] as const))("%s", ([id, item]) => {
  const mine = cases.get(id) ?? [];

  test("is worded like the others", () => {
    expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(item.title).toMatch(/^\S.{5,64}[^.\s]$/);
    expect(item.why).toMatch(/^\S.{25,220}\.$/);
    expect(item.why).not.toMatch(/best practi[cs]e|DP\d/i);
    expect(item.link).toMatch(/^https:\/\/\S+$/);
    if (item.kind === "automatic") expect(item.done).toMatch(/^\S.{8,160}\.$/);
    if (item.kind === "evidence" && typeof item.missing === "string")
      expect(item.missing).toMatch(/^\S.{8,200}\.$/);
  });

  if (item.kind === "manual") return;
  test("names rules that exist", () => {
    expect((item.rules ?? []).filter((rule) => !ruleIds.has(rule))).toEqual([]);
  });

  test("has cases both ways", () => {
    const isDone = ({ state }: Case) => state === "ok" || state === "found";
    expect(
      mine.some((each) => isDone(each)),
      "done",
    ).toBe(true);
    expect(
      mine.some((each) => !isDone(each)),
      "not done",
    ).toBe(true);
  });

  test.for(mine.map((each, n) => [n + 1, each] as const))("case %i", ([, { files, state, at, detail }]) => {
    const snapshot = memorySnapshot(projectOf(files));
    const onError = (what: string, cause: unknown) => {
      throw new Error(what, { cause });
    };
    const [report] = analyze(snapshot, { onError }).projects;
    const results = checklist(report!, snapshot).flatMap((section) => section.items);
    const result = results.find((each) => each.item === item)!;
    const place =
      result.at &&
      `${result.at.file}:${linesOf(snapshot, result.at.file).positionAt(result.at.start).line + 1}`;
    expect({ state: result.state, detail: result.detail }).toMatchObject({ state });
    if (at !== undefined) expect(place).toBe(at);
    if (state === "found") expect(place, "evidence says where").toBeDefined();
    if (detail !== undefined) expect(result.detail).toMatch(detail);
    expect(result.detail).toMatch(/^\S.*[.?]$/s);
    expect(result.detail).not.toMatch(/undefined|\[object|\.\.$/);
  });
});
