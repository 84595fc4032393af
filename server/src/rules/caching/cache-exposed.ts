import { relation } from "../../django/paths";
import { dictValue } from "../../edits/python/displays";
import { addImport } from "../../edits/python/imports";
import { EditSession } from "../../edits/session";
import { entry, type Plain } from "../../settings/plain";
import type { Answer } from "../../settings/settings";
import { type Cache, cacheOf, FILE_BASED, judgeCaches } from "../caches";
import { dictAt } from "../dictEdits";
import { defineRule, type RuleContext } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const NAMES = ["MEDIA_ROOT", "STATIC_ROOT", "STATICFILES_DIRS"];

const HEAD = [
  "import os",
  "from pathlib import Path",
  "",
  "BASE_DIR = Path(__file__).resolve().parent.parent",
];
const project = (location: string) =>
  [
    ...HEAD,
    'MEDIA_ROOT = BASE_DIR / "media"',
    `CACHES = {"default": {"BACKEND": "${FILE_BASED}", "LOCATION": ${location}}}`,
    "",
  ].join("\n");

export default defineRule({
  id: "cache-exposed",
  group: "caching",
  severity: "warning",
  djangoIds: ["caches.W002"],
  summary: "The cache's files are where visitors can download files",
  docs: {
    why:
      "A file of this cache is a pickled Python object: whoever can replace one makes Django run their code when it " +
      "is read, and whoever can download one reads what was cached for others. In one tree with uploads or static " +
      "files either may happen.",
    how: "Give the cache a directory that has nothing to do with MEDIA_ROOT, STATIC_ROOT and STATICFILES_DIRS.",
    references: ["https://docs.djangoproject.com/en/stable/topics/cache/#filesystem-caching"],
  },
  examples: {
    bad: [
      { code: project('BASE_DIR / "media" / "cache"'), fixed: project('BASE_DIR / "cache"') },
      { code: project("BASE_DIR"), fixed: project('BASE_DIR / "cache"') },
    ],
    good: [
      project('BASE_DIR / "cache"'),
      project('os.environ["CACHE_DIRECTORY"]'),
      project('"/var/tmp/cache"'),
    ],
  },
  check(context) {
    const { settings } = context;
    if (!settings.defines("CACHES")) return satisfied("CACHES is not set");
    const plain = judgeCaches(context, fileBased);
    if (!plain.some(({ state }) => state === "violated" || state === "undecided")) return plain[0]!;
    const judgement = settings.judge(["CACHES", ...NAMES], (caches, ...roots) => {
      if (caches.kind !== "dict") return undecided(reasonOf(caches));
      const answers = caches.entries.flatMap(([key]) => {
        const cache = key.kind === "str" ? cacheOf(caches, key.value) : undefined;
        return cache === undefined ? [] : ["state" in cache ? cache : exposed(cache, roots)];
      });
      const find = (state: Answer["state"]) => answers.find((answer) => answer.state === state);
      return find("violated") ?? find("undecided") ?? answers[0] ?? satisfied();
    });
    return verdictOn(settings, "CACHES", judgement, "");
  },
  fixes: [
    {
      title: "Move the cache to a directory of its own, away from served files",
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const session = new EditSession(context.snapshot);
        const found = dictAt(session, at);
        const node = dictValue(found?.dict, "LOCATION");
        const base = context.settings.value("BASE_DIR");
        if (found === undefined || node === undefined || !isFree(context, base)) return undefined;
        const { editor } = found;
        if (base.at?.file !== editor.path) return undefined;
        const os = base.kind === "path" ? undefined : addImport(editor, { module: "os" }, node.start);
        if (base.kind === "path") editor.replace(node, 'BASE_DIR / "cache"');
        else if (os === undefined) return undefined;
        else editor.replace(node, `${os}.path.join(BASE_DIR, "cache")`);
        return session.changes();
      },
    },
  ],
});

function fileBased({ backend }: Cache): Answer {
  return backend === FILE_BASED ? { state: "violated" } : notApplicable("this cache is not in files");
}

function exposed({ backend, config }: Cache, roots: readonly Plain[]): Answer {
  if (backend !== FILE_BASED) return satisfied("this cache is not in files");
  const location = entry(config, "LOCATION");
  const own = location ? absolute(location) : undefined;
  if (!location || own === undefined) return undecided("the directory of the cache is not known");
  for (const [n, root] of roots.entries()) {
    const directories = n === 2 ? directoriesOf(root) : [root];
    if (directories === undefined) return undecided(reasonOf(root));
    for (const directory of directories) {
      if (directory.kind === "none" || (directory.kind === "str" && directory.value === "")) continue;
      const other = absolute(directory);
      if (other === undefined) return undecided(`${NAMES[n]} is not known: ${reasonOf(directory)}`);
      const how = relation(own, other);
      if (how !== undefined) return { state: "violated", at: config.at, message: messageOn(NAMES[n]!, how) };
    }
  }
  return satisfied();
}

function messageOn(name: string, how: "matches" | "is inside" | "contains"): string {
  const where =
    how === "contains" ? `The cache's directory contains ${name}` : `The cache's files are in ${name}`;
  return `${where}: visitors may be able to download cached data, and anyone who can replace a cache file can make Django run their code.`;
}

/** The items of STATICFILES_DIRS, without their prefixes. */
function directoriesOf(value: Plain): readonly Plain[] | undefined {
  if ((value.kind !== "list" && value.kind !== "tuple") || value.open !== undefined) return undefined;
  return value.items.map((item) =>
    item.kind === "tuple" || item.kind === "list" ? (item.items[1] ?? item) : item,
  );
}

function absolute(value: Plain): string | undefined {
  if ((value.kind !== "str" && value.kind !== "path") || !value.value.startsWith("/")) return undefined;
  return value.value.length > 1 ? value.value.replace(/\/+$/, "") : value.value;
}

/** Whether a directory `cache` below BASE_DIR is apart from all files that are served. */
function isFree({ settings }: RuleContext, base: Plain): boolean {
  const own = absolute(base);
  if (own === undefined) return false;
  return NAMES.every((name) => {
    const value = settings.value(name);
    const directories = name === "STATICFILES_DIRS" ? directoriesOf(value) : [value];
    return directories?.every((directory) => {
      const other = absolute(directory);
      return other === undefined
        ? directory.kind !== "unknown"
        : relation(`${own}/cache`, other) === undefined;
    });
  });
}
