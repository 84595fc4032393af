import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Settled } from "../../client/src/checklist/settled";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("shows the first value at once, and another one when it stays", () => {
  const shown: number[] = [];
  const settled = new Settled<number>((value) => shown.push(value));
  settled.set(5);
  expect(shown).toEqual([5]);
  // Half a word breaks the settings, a whole one does not.
  settled.set(6);
  vi.advanceTimersByTime(300);
  settled.set(5);
  vi.advanceTimersByTime(10_000);
  expect(shown).toEqual([5]);
  settled.set(4);
  vi.advanceTimersByTime(10_000);
  expect(shown).toEqual([5, 4]);
});

it("shows that there is nothing any more", () => {
  const shown: unknown[] = [];
  const settled = new Settled<object | undefined>((value) => shown.push(value));
  settled.set({ value: 1 });
  settled.set({ value: 1 });
  settled.set(undefined);
  vi.advanceTimersByTime(10_000);
  expect(shown).toEqual([{ value: 1 }, undefined]);
});
