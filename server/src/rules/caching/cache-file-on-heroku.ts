import { entry } from "../../settings/plain";
import { FILE_BASED, judgeCaches, USE_REDIS, verdictsOnCaches } from "../caches";
import { exampleProject } from "../exampleProject";
import { defineRule } from "../rule";
import { reasonOf, satisfied, undecided } from "../verdicts";

const { "mysite/wsgi.py": wsgi, "manage.py": manage } = exampleProject;
const NOT_ON_HEROKU = { "manage.py": manage, "mysite/wsgi.py": wsgi };
const HEAD = 'import os\n\nBASE_DIR = "/app"\n';

export default defineRule({
  id: "cache-file-on-heroku",
  group: "caching",
  severity: "info",
  djangoIds: ["caches.W003"],
  summary: "The cache is in files that a deploy deletes, or in a relative directory",
  docs: {
    why:
      "Each dyno has a disk of its own, which is thrown away whenever the dyno restarts. A cache in files is therefore " +
      "empty after every deploy, and an entry that one dyno deletes is still served by the others. On any server, a " +
      "relative LOCATION is a different directory for each directory that a process is started in.",
    how: "Use a cache that all dynos share, such as Heroku Key-Value Store (Redis). Elsewhere, make LOCATION absolute.",
    references: [
      "https://docs.djangoproject.com/en/stable/topics/cache/#filesystem-caching",
      "https://devcenter.heroku.com/articles/dynos#ephemeral-filesystem",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          "requirements.txt": "Django==5.2.8\ngunicorn\nredis\n",
          "mysite/settings.py": `${HEAD}CACHES = {"default": {"BACKEND": "${FILE_BASED}", "LOCATION": "/var/tmp/cache"}}\n`,
        },
        fixed: {
          "requirements.txt": "Django==5.2.8\ngunicorn\nredis\n",
          "mysite/settings.py": [
            `${HEAD}CACHES = {"default": {`,
            '    "BACKEND": "django.core.cache.backends.redis.RedisCache",',
            '    "LOCATION": os.environ["REDIS_URL"],',
            '    "OPTIONS": {"ssl_cert_reqs": None} if os.environ["REDIS_URL"].startswith("rediss:") else {},',
            "}}",
            "",
          ].join("\n"),
        },
      },
      {
        code: {
          ...NOT_ON_HEROKU,
          "mysite/settings.py": `CACHES = {"default": {"BACKEND": "${FILE_BASED}", "LOCATION": "cache"}}\n`,
        },
      },
    ],
    good: [
      {
        ...NOT_ON_HEROKU,
        "mysite/settings.py": `CACHES = {"default": {"BACKEND": "${FILE_BASED}", "LOCATION": "/var/tmp/cache"}}\n`,
      },
      `import os\n\nCACHES = {"default": {"BACKEND": os.environ["CACHE_BACKEND"], "LOCATION": "/var/tmp/cache"}}\n`,
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (!settings.defines("CACHES")) return satisfied("CACHES is not set");
    const { heroku } = project.deployment;
    const judgements = judgeCaches(context, ({ backend, config }) => {
      if (backend !== FILE_BASED) return satisfied();
      if (heroku) return { state: "violated", at: config.at };
      const location = entry(config, "LOCATION");
      if (location?.kind !== "str" && location?.kind !== "path")
        return undecided(reasonOf(location ?? config));
      if (/^(?:\/|[A-Za-z]:[\\/])/.test(location.value)) return satisfied("LOCATION is absolute");
      return { state: "violated", at: location.at ?? config.at };
    });
    return verdictsOnCaches(
      context,
      judgements,
      heroku
        ? "This cache is stored in files on the dyno's disk. Each dyno has its own copy, a deploy empties it, and an entry that one dyno deletes is still served by the others."
        : "The LOCATION of this cache is a relative path: processes that start in different directories use different caches.",
      { severity: "info" },
    );
  },
  fixes: [USE_REDIS],
});
