import { insertItem } from "../../edits/python/displays";
import { EditSession } from "../../edits/session";
import { entry } from "../../settings/plain";
import { LOCAL_MEMORY } from "../caches";
import { dictAt } from "../dictEdits";
import { defineRule } from "../rule";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const REDIS_CACHE = [
  '    "redis": {',
  '        "BACKEND": "django.core.cache.backends.redis.RedisCache",',
  '        "LOCATION": "redis://cache:6379",',
  "    },",
];

export default defineRule({
  id: "cache-no-default",
  group: "caching",
  severity: "error",
  djangoIds: ["caches.E001"],
  summary: 'CACHES has no "default"',
  docs: {
    why:
      "Django, and most packages that cache something, use the cache with the alias `default`. Without one, every use " +
      "of it raises an exception, and `manage.py migrate` stops at Django's own check before it does anything.",
    how:
      "Give CACHES an entry `default`. Django's own default is `LocMemCache`, which keeps a cache in the memory of each " +
      "process.",
    references: ["https://docs.djangoproject.com/en/stable/ref/settings/#caches"],
  },
  examples: {
    bad: [
      {
        code: ["CACHES = {", ...REDIS_CACHE, "}", ""].join("\n"),
        fixed: ["CACHES = {", ...REDIS_CACHE, `    "default": {"BACKEND": "${LOCAL_MEMORY}"},`, "}", ""].join(
          "\n",
        ),
      },
      {
        code: "CACHES = {}\n",
        fixed: `CACHES = {"default": {"BACKEND": "${LOCAL_MEMORY}"}}\n`,
      },
    ],
    good: [
      `CACHES = {"default": {"BACKEND": "${LOCAL_MEMORY}"}}\n`,
      `import os\n\nCACHES = {os.environ["CACHE_ALIAS"]: {"BACKEND": "${LOCAL_MEMORY}"}}\n`,
    ],
  },
  check({ settings }) {
    if (!settings.defines("CACHES")) return satisfied("CACHES is not set");
    const judgement = settings.judge(["CACHES"], (caches) => {
      const cache = entry(caches, "default");
      if (cache === undefined) return undecided(reasonOf(caches));
      return cache === null ? { state: "violated", at: caches.at } : satisfied();
    });
    return verdictOn(
      settings,
      "CACHES",
      judgement,
      'CACHES has no "default": Django\'s own check stops `migrate` with an error, and whatever uses the default cache raises an exception.',
    );
  },
  fixes: [
    {
      title: "Add a default cache in the memory of each process",
      safety: "review",
      preferred: true,
      edits({ settings, snapshot }, { at }) {
        // Sessions must not get lost with a process.
        const sessions = settings.value("SESSION_ENGINE");
        if (sessions.kind !== "str" || sessions.value.includes("cache")) return undefined;
        const session = new EditSession(snapshot);
        const found = dictAt(session, at);
        if (found === undefined || found.dict.entries.some(({ key }) => key === undefined)) return undefined;
        insertItem(found.editor, found.dict, `"default": {"BACKEND": "${LOCAL_MEMORY}"}`, "last");
        return session.changes();
      },
    },
  ],
});
