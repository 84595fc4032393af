/** The walkthrough of package.json: what its steps name must be there. */
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { root } from "../support/root";

interface Step {
  readonly title: string;
  readonly description: string;
  readonly media: { readonly image: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}

const { contributes } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
const steps: readonly Step[] = contributes.walkthroughs[0].steps;
const commands: readonly string[] = contributes.commands.map((each: { command: string }) => each.command);

it("has at most five steps, and pictures that are small together", () => {
  expect(steps.length).toBeLessThanOrEqual(5);
  const sizes = steps.map(({ media }) => statSync(path.join(root, media.image)).size);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(65_000);
});

it.each(steps)("$title: its commands and events exist", ({ description, completionEvents }) => {
  const named = [...description.matchAll(/command:(djangoPreflight\.[\w.]+)/g)].map(
    ([, command]) => command!,
  );
  const views = contributes.views.djangoPreflight.map(({ id }: { id: string }) => id);
  const known = [...commands, ...views.map((id: string) => `${id}.focus`)];
  expect(named.filter((command) => !known.includes(command))).toEqual([]);
  for (const event of completionEvents) {
    const [kind, id] = event.split(":");
    if (kind === "onCommand") expect(commands).toContain(id);
    else if (kind === "onView") expect(views).toContain(id);
    else expect(readFileSync(path.join(root, "client/src/start.ts"), "utf8")).toContain(`"${id}"`);
  }
});
