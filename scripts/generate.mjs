// Writes what follows from the rules and from the configuration's keys: the rules' index and pages, the table in README.md, the
// tables in docs/configuration.md, and the configuration's JSON schema.
//   node scripts/generate.mjs [--check]     --check: write nothing, exit 1 where a file is not up to date
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { root } from "./lib/run.mjs";
import { importTypeScript } from "./lib/typescript.mjs";

const check = process.argv.includes("--check");
const rulesDirectory = path.join(root, "server/src/rules");
const pagesDirectory = path.join(root, "docs/rules");

/** One entry for each rule file, sorted: `server/src/rules/security/debug-true.ts`. */
async function findRuleFiles() {
  const files = [];
  for (const group of await readdir(rulesDirectory, { withFileTypes: true })) {
    if (!group.isDirectory()) continue;
    for (const file of await readdir(path.join(rulesDirectory, group.name))) {
      if (file.endsWith(".ts")) files.push({ group: group.name, slug: file.slice(0, -".ts".length) });
    }
  }
  return files.sort((a, b) => (`${a.group}/${a.slug}` < `${b.group}/${b.slug}` ? -1 : 1));
}

function indexOf(files) {
  const name = (slug) => slug.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
  return [
    "// Made by `npm run generate` from the files of this directory. Do not edit.",
    ...files.map(({ group, slug }) => `import ${name(slug)} from "./${group}/${slug}";`),
    'import type { Rule } from "./rule";',
    "",
    `export const rules: readonly Rule[] = [${files.map(({ slug }) => `\n  ${name(slug)},`).join("")}\n];`,
    "",
  ].join("\n");
}

const languages = { ".py": "python", ".yml": "yaml", ".yaml": "yaml", ".json": "json", ".toml": "toml" };

/** The files of an example, by path. A string is the settings module. */
const filesOf = (example) => (typeof example === "string" ? { "mysite/settings.py": example } : example);

/** Shows the files of examples as Markdown; one that an earlier example of the page holds unchanged is left out. */
function exampleWriter() {
  const seen = new Set();
  return (example) => {
    const files = Object.entries(filesOf(example));
    const unseen = files.filter(([file, text]) => !seen.has(`${file}:${text}`));
    return (unseen.length > 0 ? unseen : files).map(([file, text]) => {
      seen.add(`${file}:${text}`);
      const language = languages[path.extname(file)] ?? (file.endsWith("Procfile") ? "procfile" : "text");
      const name = typeof example === "string" ? "" : `\`${file}\`\n\n`;
      return `${name}\`\`\`${language}\n${text.replace(/\n*$/, "\n")}\`\`\``;
    });
  };
}

function pageOf(rule) {
  const django = rule.djangoIds ?? [];
  const lines = [
    `<!-- Made by \`npm run generate\` from server/src/rules/${rule.group}/${rule.id}.ts. Do not edit. -->`,
    `# ${rule.id}`,
    `**${rule.summary}.** Severity: ${rule.severity}. Group: ${rule.group}.${
      django.length > 0 ? ` Django's own check: ${django.join(", ")}.` : ""
    }`,
    "## Why it matters",
    rule.docs.why.trim(),
    "## What to do",
    rule.docs.how.trim(),
    "## Examples",
  ];
  const write = exampleWriter();
  for (const { code, fixed } of rule.examples.bad) {
    lines.push("Reported:", ...write(code));
    if (fixed !== undefined) lines.push("After the fix:", ...write(fixed));
  }
  for (const code of rule.examples.good) lines.push("Not reported:", ...write(code));
  lines.push(
    "## Turning it off",
    `Add \`# preflight: ignore[${rule.id}] -- the reason\` to the line, or turn it off in the [configuration](../configuration.md).`,
    "## References",
    rule.docs.references.map((link) => `- <${link}>`).join("\n"),
  );
  return `${lines.join("\n\n")}\n`;
}

/** A row for each rule, folded by group: nobody reads two hundred at once. */
function tableOf(rules) {
  const groups = groupsOf(rules);
  const total = `${rules.length} rules, each with a page that says why it matters, what to do, and what it leaves alone.`;
  return [total, ...[...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(groupOf)].join("\n\n");
}

function groupsOf(rules) {
  const groups = new Map();
  for (const rule of rules) groups.set(rule.group, [...(groups.get(rule.group) ?? []), rule]);
  return groups;
}

function groupOf([group, rules]) {
  const rows = rules
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(
      ({ id, summary, severity, djangoIds = [] }) =>
        `| [${id}](docs/rules/${id}.md) | ${summary.replaceAll("|", "\\|")} | ${severity} | ${djangoIds.join(", ")} |`,
    );
  return [
    `<details><summary><b>${group}</b>: ${rules.length} ${rules.length === 1 ? "rule" : "rules"}</summary>`,
    "",
    "| Rule | Finds | Severity | Django's own check |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
    "</details>",
  ].join("\n");
}

/** A file with some text between two markers. */
function between(name, text, file, content) {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const from = content.indexOf(start);
  const to = content.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${file} lacks the markers ${start} and ${end}`);
  return `${content.slice(0, from + start.length)}\n\n${text}\n\n${content.slice(to)}`;
}

/** docs/configuration.md with the tables of keys. */
function configurationWith(tables, content) {
  return Object.entries(tables).reduce(
    (text, [name, keys]) => between(name, keyTable(keys), "docs/configuration.md", text),
    content,
  );
}

const files = await findRuleFiles();
const index = indexOf(files);
const { rules } = await importTypeScript({ source: index, directory: rulesDirectory });
for (const [i, { group, slug }] of files.entries()) {
  const rule = rules[i];
  if (rule.id !== slug || rule.group !== group) {
    throw new Error(
      `server/src/rules/${group}/${slug}.ts holds the rule ${rule.group}/${rule.id}: they must agree`,
    );
  }
}

/** What each file should hold; undefined: it should not exist. */
const wanted = new Map([["server/src/rules/index.ts", index]]);
for (const page of existsSync(pagesDirectory) ? await readdir(pagesDirectory) : []) {
  wanted.set(`docs/rules/${page}`, undefined);
}
for (const rule of rules) wanted.set(`docs/rules/${rule.id}.md`, pageOf(rule));
const read = (file) => readFile(path.join(root, file), "utf8");
wanted.set("README.md", between("rules", tableOf(rules), "README.md", await read("README.md")));
const { configurationSchema, KEY_TABLES, keyTable } = await importTypeScript({
  source: 'export * from "./schema";',
  directory: path.join(root, "server/src/config"),
});
wanted.set("docs/configuration.md", configurationWith(KEY_TABLES, await read("docs/configuration.md")));
wanted.set("docs/django-preflight.schema.json", `${JSON.stringify(configurationSchema(rules), null, 2)}\n`);

const stale = [];
for (const [file, text] of wanted) {
  const target = path.join(root, file);
  const current = existsSync(target) ? await readFile(target, "utf8") : undefined;
  if (current === text) continue;
  stale.push(file);
  if (check) continue;
  if (text === undefined) await rm(target);
  else {
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text);
  }
}

if (check && stale.length > 0) {
  console.error(`Not up to date (run "npm run generate"):\n${stale.map((file) => `  ${file}`).join("\n")}`);
  process.exitCode = 1;
} else {
  console.log(
    `${rules.length} rules; ${check || stale.length === 0 ? "everything is up to date" : `wrote ${stale.join(", ")}`}`,
  );
}
