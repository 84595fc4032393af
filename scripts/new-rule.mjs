// Starts a rule: node scripts/new-rule.mjs GROUP SLUG, for example: security debug-true
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { root, runOrFail } from "./lib/run.mjs";

const rulesDirectory = path.join(root, "server/src/rules");

const template = (group, slug) => `import { defineRule } from "../rule";

export default defineRule({
  id: "${slug}",
  group: "${group}",
  severity: "warning",
  summary: "TODO: what is wrong, in one line",
  docs: {
    why: "TODO: what production gets, and why that hurts.",
    how: "TODO: what to do.",
    references: ["https://docs.djangoproject.com/en/stable/ref/settings/"],
  },
  examples: {
    bad: [{ code: "EXAMPLE = 1\\n" }],
    good: ["EXAMPLE = 2\\n", 'import os\\n\\nEXAMPLE = os.environ["EXAMPLE"]\\n'],
  },
  check({ settings }) {
    // TODO: answer "violated" where the setting is wrong; the examples above fail until then.
    return settings.judge(["EXAMPLE"], () => ({ state: "satisfied" }));
  },
});
`;

async function main() {
  const [group, slug] = process.argv.slice(2);
  const [, declaration] = /type RuleGroup =([^;]*);/.exec(
    await readFile(path.join(rulesDirectory, "rule.ts"), "utf8"),
  );
  const groups = [...declaration.matchAll(/"(\w+)"/g)].map(([, name]) => name);
  if (!groups.includes(group) || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug ?? "")) {
    throw new Error(`usage: npm run new-rule GROUP SLUG, with GROUP one of: ${groups.join(", ")}`);
  }
  const file = path.join(rulesDirectory, group, `${slug}.ts`);
  if (existsSync(file)) throw new Error(`server/src/rules/${group}/${slug}.ts exists already`);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, template(group, slug));
  await runOrFail(process.execPath, ["scripts/generate.mjs"]);
  console.log(
    `Now fill in server/src/rules/${group}/${slug}.ts, add a line to CHANGELOG.md, and run: npm run generate && npm run test:unit`,
  );
}

await main().catch((error) => {
  console.error(error.message);
  process.exitCode = 2;
});
