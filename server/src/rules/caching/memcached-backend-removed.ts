import { isString } from "../../edits/python/editor";
import { addRequirement } from "../../edits/requirements";
import { judgeCaches, PYMEMCACHE, verdictsOnCaches } from "../caches";
import { defineRule } from "../rule";
import { replaceAt } from "../settingEdits";
import { notApplicable, satisfied } from "../verdicts";
import { isAtLeast, isBelow } from "../versions";

const MEMCACHED = "django.core.cache.backends.memcached.MemcachedCache";
const LINE = `CACHES = {"default": {"BACKEND": "${MEMCACHED}", "LOCATION": "10.0.0.1:11211"}}\n`;

export default defineRule({
  id: "memcached-backend-removed",
  group: "caching",
  severity: "error",
  summary: "Django no longer has MemcachedCache",
  docs: {
    why:
      "`MemcachedCache` worked with the package python-memcached, which nobody maintained. Django 3.2 deprecated the " +
      "backend and 4.1 removed it: whatever uses such a cache raises InvalidCacheBackendError.",
    how: "Use `PyMemcacheCache`, which comes with Django, and install the package pymemcache.",
    references: [
      "https://docs.djangoproject.com/en/stable/topics/cache/#memcached",
      "https://docs.djangoproject.com/en/stable/releases/4.1/#features-removed-in-4-1",
    ],
  },
  examples: {
    bad: [
      {
        code: { "requirements.txt": "Django==5.2.8\ngunicorn\n", "mysite/settings.py": LINE },
        fixed: {
          "requirements.txt": "Django==5.2.8\ngunicorn\npymemcache\n",
          "mysite/settings.py": LINE.replace(MEMCACHED, PYMEMCACHE),
        },
      },
      { code: { "requirements.txt": "Django==4.0.10\ngunicorn\n", "mysite/settings.py": LINE } },
    ],
    good: [
      { "requirements.txt": "Django==3.1.14\ngunicorn\n", "mysite/settings.py": LINE },
      LINE.replace(MEMCACHED, PYMEMCACHE),
      'import os\n\nCACHES = {"default": {"BACKEND": os.environ["CACHE_BACKEND"]}}\n',
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (!settings.defines("CACHES")) return satisfied("CACHES is not set");
    if (!isAtLeast(project, "3.2")) return notApplicable("Django before 3.2 has no other backend for it");
    const judgements = judgeCaches(context, ({ backend, backendAt }) =>
      backend === MEMCACHED ? { state: "violated", at: backendAt } : satisfied(),
    );
    if (isAtLeast(project, "4.1"))
      return verdictsOnCaches(
        context,
        judgements,
        "Django 4.1 removed MemcachedCache: whatever uses this cache raises InvalidCacheBackendError.",
      );
    return verdictsOnCaches(
      context,
      judgements,
      isBelow(project, "4.1")
        ? "MemcachedCache is deprecated, and Django 4.1 removed it: after that upgrade, whatever uses this cache raises an exception."
        : "Django 4.1, which this project may install, removed MemcachedCache: whatever uses this cache raises an exception there.",
      { severity: "warning" },
    );
  },
  fixes: [
    {
      title: "Use PyMemcacheCache, and add pymemcache to the dependencies",
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const { snapshot, project } = context;
        const changes = replaceAt(context, at, `"${PYMEMCACHE}"`, isString);
        const added = addRequirement(snapshot, project.deployment.dependencies, ["pymemcache"]);
        return changes && added && [...changes, ...added];
      },
    },
  ],
});
