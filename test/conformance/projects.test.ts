/** Whole projects as people deploy them: our checks are Django's under several sets of config vars. */
import { readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { root } from "../support/root";
import { compare, copyOf, readVariables, readVenvs, removeTemporary } from "./django";

const fixtures = path.join(root, "test/fixtures");

const projects = [
  { name: "split-settings", settings: "shop.settings.production" },
  { name: "docker-site", settings: "journal.settings" },
];

afterAll(removeTemporary);

for (const venv of readVenvs()) {
  const skipped = venv.needs === undefined ? "" : ` (skipped: needs ${venv.needs})`;
  describe.skipIf(venv.needs)(`Django ${venv.name}${skipped}`, () => {
    for (const { name, settings } of projects) {
      // A copy, because Python leaves files beside what it imports.
      const directory = copyOf(path.join(fixtures, name));
      const environments = path.join(fixtures, "env", name);
      test.for(readdirSync(environments))(`${name} with %s`, async (file) => {
        const variables = readVariables(path.join(environments, file));
        // The projects pin one Django; the command is told which one stands beside it.
        const options = ["--django", venv.version ?? ""];
        expect(await compare(venv, { directory, settings }, variables, options)).toEqual([]);
      });
    }
  });
}
