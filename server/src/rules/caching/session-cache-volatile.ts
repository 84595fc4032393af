import { cacheOf, DUMMY, FILE_BASED, LOCAL_MEMORY } from "../caches";
import { defineRule } from "../rule";
import { KEEP_IN_DATABASE } from "../sessions";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const CACHE = "django.contrib.sessions.backends.cache";
const CACHED_DB = "django.contrib.sessions.backends.cached_db";
const APPS = 'INSTALLED_APPS = ["django.contrib.sessions"]\n';
const FIXED = `${APPS}SESSION_ENGINE = "django.contrib.sessions.backends.db"\n`;

const PER_PROCESS =
  "Each process keeps sessions only in its own memory: with a second process visitors seem logged in and logged out at random, and every restart logs everybody out.";
const STALE =
  "Each process keeps its own copy of every session in memory, so a visitor who reaches another process gets an old copy: what a request has just stored in the session seems lost.";
const NOWHERE = "Sessions are kept in a DummyCache, which keeps nothing: nobody can log in.";
const FILES =
  "Sessions are only in a cache on the dyno's disk: every deploy and every daily restart logs everybody out, and a visitor who reaches another dyno is not logged in there.";

export default defineRule({
  id: "session-cache-volatile",
  group: "caching",
  severity: "error",
  summary: "Sessions are in a cache that does not keep or share them",
  docs: {
    why:
      "`LocMemCache`, which is Django's default cache, is the memory of one process. A server has several, so a visitor " +
      "who has logged in at one of them is unknown to the next, and a restart forgets everybody. The engine `cached_db` " +
      "has the database behind the cache, but reads the cache first, and that of another process may be out of date.",
    how: "Keep sessions in the database, or give the cache that they use a backend that all processes share, such as Redis.",
    references: [
      "https://docs.djangoproject.com/en/stable/topics/http/sessions/#using-cached-sessions",
      "https://docs.djangoproject.com/en/stable/topics/cache/#local-memory-caching",
    ],
  },
  examples: {
    bad: [
      { code: `${APPS}SESSION_ENGINE = "${CACHE}"\n`, fixed: FIXED },
      { code: `${APPS}SESSION_ENGINE = "${CACHED_DB}"\n`, fixed: FIXED },
      {
        code: `${APPS}CACHES = {"default": {"BACKEND": "${DUMMY}"}}\nSESSION_ENGINE = "${CACHE}"\n`,
      },
    ],
    good: [
      [
        "import os",
        "",
        'CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": os.environ["REDIS"]}}',
        `SESSION_ENGINE = "${CACHE}"`,
        "",
      ].join("\n"),
      `CACHES = {"default": {"BACKEND": "${DUMMY}"}}\nSESSION_ENGINE = "${CACHED_DB}"\n`,
      APPS,
    ],
  },
  check({ settings, project }) {
    if (!settings.defines("SESSION_ENGINE")) return satisfied("sessions are in the database");
    const { heroku } = project.deployment;
    const names = ["SESSION_ENGINE", "SESSION_CACHE_ALIAS", "CACHES"];
    const judgement = settings.judge(names, (engine, alias, caches) => {
      if (engine.kind !== "str") return undecided(reasonOf(engine));
      if (engine.value !== CACHE && engine.value !== CACHED_DB) return satisfied("sessions are in no cache");
      if (alias.kind !== "str") return undecided(reasonOf(alias));
      const cache = cacheOf(caches, alias.value);
      if ("state" in cache) return cache;
      const only = engine.value === CACHE;
      const at = engine.at;
      if (cache.backend === LOCAL_MEMORY)
        return { state: "violated", at, message: only ? PER_PROCESS : STALE };
      if (cache.backend === DUMMY && only) return { state: "violated", at, message: NOWHERE };
      if (cache.backend === FILE_BASED && only && heroku) return { state: "violated", at, message: FILES };
      return satisfied();
    });
    const broken =
      judgement.state === "violated" &&
      (judgement.message === NOWHERE || (judgement.message === PER_PROCESS && heroku));
    return verdictOn(settings, "SESSION_ENGINE", judgement, "", broken ? {} : { severity: "warning" });
  },
  fixes: [KEEP_IN_DATABASE],
});
