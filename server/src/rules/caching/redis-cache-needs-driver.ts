import { addRequirement } from "../../edits/requirements";
import type { Location } from "../../syntax/text";
import { DJANGO_REDIS, judgeCaches, REDIS, verdictsOnCaches } from "../caches";
import { installedState } from "../packages";
import { defineRule, type RuleContext } from "../rule";
import { satisfied } from "../verdicts";
import { isBelow } from "../versions";

const CODE =
  'import os\n\nCACHES = {"default": {"BACKEND": "BACKEND_PATH", "LOCATION": os.environ["REDIS_URL"]}}\n';
const settings = (backend: string) => ({ "mysite/settings.py": CODE.replace("BACKEND_PATH", backend) });

/** The package that a backend imports. */
const PACKAGES: Readonly<Record<string, string>> = { [REDIS]: "redis", [DJANGO_REDIS]: "django-redis" };

export default defineRule({
  id: "redis-cache-needs-driver",
  group: "caching",
  severity: "error",
  summary: "The Redis cache needs a package or a newer Django",
  docs: {
    why:
      "Django's `RedisCache` came with 4.0 and talks to Redis through the package redis; `django_redis.cache.RedisCache` " +
      "is the package django-redis. What is not in the dependency file is not installed in production, and whatever uses " +
      "the cache raises an exception there, though it works on a machine where the package happens to be.",
    how: "Add the package to the dependencies. Before Django 4.0, use django-redis.",
    references: [
      "https://docs.djangoproject.com/en/stable/topics/cache/#redis",
      "https://github.com/jazzband/django-redis",
    ],
  },
  examples: {
    bad: [
      {
        code: { "requirements.txt": "Django==5.2.8\ngunicorn==23.0.0\n", ...settings(REDIS) },
        fixed: { "requirements.txt": "Django==5.2.8\ngunicorn==23.0.0\nredis\n", ...settings(REDIS) },
      },
      {
        code: {
          "requirements.txt": "Django==5.2.8\ngunicorn==23.0.0\nredis==6.4.0\n",
          ...settings(DJANGO_REDIS),
        },
        fixed: {
          "requirements.txt": "Django==5.2.8\ndjango-redis\ngunicorn==23.0.0\nredis==6.4.0\n",
          ...settings(DJANGO_REDIS),
        },
      },
      {
        code: { "requirements.txt": "Django==3.2.25\ngunicorn==23.0.0\nredis==3.5.3\n", ...settings(REDIS) },
      },
    ],
    good: [
      { "requirements.txt": "Django==5.2.8\ngunicorn==23.0.0\nredis==6.4.0\n", ...settings(REDIS) },
      { "requirements.txt": "Django==5.2.8\ncelery[redis]==5.5.3\ngunicorn==23.0.0\n", ...settings(REDIS) },
      {
        "requirements.txt": "Django==3.2.25\ndjango-redis==5.4.0\ngunicorn==23.0.0\n",
        ...settings(DJANGO_REDIS),
      },
    ],
  },
  check(context) {
    const { project } = context;
    if (!context.settings.defines("CACHES")) return satisfied("CACHES is not set");
    const tooOld = isBelow(project, "4.0");
    const judgements = judgeCaches(context, ({ backend, backendAt: at }) => {
      const name = Object.hasOwn(PACKAGES, backend) ? PACKAGES[backend]! : undefined;
      if (name === undefined) return satisfied();
      if (tooOld && backend === REDIS)
        return {
          state: "violated",
          at,
          message:
            "Django's Redis cache came with 4.0, and an older version is installed: whatever uses this cache raises InvalidCacheBackendError.",
        };
      const state = installedState(context, name);
      if (state !== "absent" && state !== "development") return satisfied(`${name} is ${state}`);
      const message = `Production does not install the package ${name}, which this cache needs: whatever uses the cache raises an exception.`;
      return { state: "violated", at, message };
    });
    const verdicts = verdictsOnCaches(context, judgements, "");
    // Several caches lack one package only once.
    return verdicts.filter(
      ({ message }, n) => verdicts.findIndex((other) => other.message === message) === n,
    );
  },
  fixes: [
    {
      title: (context, { at }) => `Add ${packageAt(context, at)} to the dependencies`,
      safety: "safe",
      preferred: true,
      edits(context, { at }) {
        const name = packageAt(context, at);
        return name === undefined
          ? undefined
          : addRequirement(context.snapshot, context.project.deployment.dependencies, [name]);
      },
    },
  ],
});

/** The package that the backend at a place needs, if it can be installed beside this Django. */
function packageAt({ snapshot, project }: RuleContext, at: Location): string | undefined {
  const backend = snapshot.file(at.file)?.text.slice(at.start + 1, at.end - 1) ?? "";
  if (backend === REDIS && isBelow(project, "4.0")) return undefined;
  return Object.hasOwn(PACKAGES, backend) ? PACKAGES[backend] : undefined;
}
