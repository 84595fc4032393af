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
  severity: "warning",
  djangoIds: ["caches.W003"],
  summary: "The cache is in files that do not stay, or in a directory that varies",
  docs: {
    why:
      "Each dyno has a disk of its own, which is thrown away whenever the dyno restarts. A cache in files is therefore " +
      "empty after every deploy, and what one dyno deletes from it the others go on serving. Anywhere, a LOCATION that is " +
      "not absolute is another directory for each directory that the server or a command is started in.",
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
        ? "This cache is in files on the dyno's disk: each dyno has its own, all of them empty after every deploy, and what one dyno deletes the others go on serving."
        : "The LOCATION of this cache is not absolute: every directory that the server or a command is started in gets a cache of its own.",
      heroku ? { severity: "info" } : {},
    );
  },
  fixes: [USE_REDIS],
});
