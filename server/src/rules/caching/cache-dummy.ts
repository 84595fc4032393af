import { DUMMY, judgeCaches, USE_REDIS, verdictsOnCaches } from "../caches";
import { defineRule } from "../rule";
import { satisfied } from "../verdicts";

export default defineRule({
  id: "cache-dummy",
  group: "caching",
  severity: "info",
  summary: "Production caches nothing",
  docs: {
    why:
      "`DummyCache` accepts everything and keeps nothing. It is meant for development: in production each cached page, " +
      "query and template fragment is computed anew at every request, and whatever counts in the cache counts to one.",
    how: "Give production a cache that other processes can see, such as Redis, and keep `DummyCache` for development.",
    references: [
      "https://docs.djangoproject.com/en/stable/topics/cache/#dummy-caching-for-development",
      "https://docs.djangoproject.com/en/stable/topics/cache/#redis",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          "requirements.txt": "Django==5.2.8\ngunicorn\n",
          "mysite/settings.py": [
            "import os",
            "",
            "CACHES = {",
            `    "default": {"BACKEND": "${DUMMY}"},`,
            "}",
            "",
          ].join("\n"),
        },
        fixed: {
          "requirements.txt": "Django==5.2.8\ngunicorn\nredis\n",
          "mysite/settings.py": [
            "import os",
            "",
            "CACHES = {",
            '    "default": {',
            '        "BACKEND": "django.core.cache.backends.redis.RedisCache",',
            '        "LOCATION": os.environ["REDIS_URL"],',
            '        "OPTIONS": {"ssl_cert_reqs": None} if os.environ["REDIS_URL"].startswith("rediss:") else {},',
            "    },",
            "}",
            "",
          ].join("\n"),
        },
      },
      {
        code: {
          "requirements.txt": "Django==5.2.8\ngunicorn\nredis\n",
          "mysite/settings.py": [
            "import os",
            "",
            'DEBUG = os.environ.get("DJANGO_DEBUG", "") == "1"',
            `CACHES = {"default": {"BACKEND": "${DUMMY}"}}`,
            "",
          ].join("\n"),
        },
        fixed: {
          "requirements.txt": "Django==5.2.8\ngunicorn\nredis\n",
          "mysite/settings.py": [
            "import os",
            "",
            'DEBUG = os.environ.get("DJANGO_DEBUG", "") == "1"',
            `CACHES = {"default": {"BACKEND": "${DUMMY}"} if DEBUG else {`,
            '    "BACKEND": "django.core.cache.backends.redis.RedisCache",',
            '    "LOCATION": os.environ["REDIS_URL"],',
            '    "OPTIONS": {"ssl_cert_reqs": None} if os.environ["REDIS_URL"].startswith("rediss:") else {},',
            "}}",
            "",
          ].join("\n"),
        },
      },
    ],
    good: [
      'CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://cache"}}\n',
      `import os\n\nCACHES = {"default": {"BACKEND": os.environ.get("CACHE_BACKEND", "${DUMMY}")}}\n`,
      [
        "import os",
        "",
        'DEBUG = os.environ.get("DJANGO_DEBUG", "") == "1"',
        "if DEBUG:",
        `    CACHES = {"default": {"BACKEND": "${DUMMY}"}}`,
        "",
      ].join("\n"),
    ],
  },
  check(context) {
    if (!context.settings.defines("CACHES")) return satisfied("CACHES is not set");
    const judgements = judgeCaches(context, ({ backend, config }) =>
      backend === DUMMY ? { state: "violated", at: config.at } : satisfied(),
    );
    return verdictsOnCaches(
      context,
      judgements,
      "Production uses DummyCache, which stores nothing: whatever the site means to cache is computed again at every request.",
    );
  },
  fixes: [USE_REDIS],
});
