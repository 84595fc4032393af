import { givenVariable, serversOf } from "../../project/serverOptions";
import { contains, entry, type Plain, truthy } from "../../settings/plain";
import { cacheOf, LOCAL_MEMORY, USE_REDIS } from "../caches";
import { webProcesses } from "../commands";
import { defineRule, type RuleContext } from "../rule";
import { notApplicable, satisfied, undecided, verdictOn } from "../verdicts";

const THROTTLED =
  'REST_FRAMEWORK = {\n    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],\n    "DEFAULT_THROTTLE_RATES": {"anon": "100/day"},\n}\n';
const REQUIREMENTS = { "requirements.txt": "Django==5.2.8\ndjangorestframework\ngunicorn\nredis\n" };

/** Settings that say whether something counts in a cache. */
const NAMES = [
  "REST_FRAMEWORK",
  "INSTALLED_APPS",
  "AXES_HANDLER",
  "AXES_CACHE",
  "RATELIMIT_USE_CACHE",
  "ACCOUNT_RATE_LIMITS",
];

export default defineRule({
  id: "cache-per-process",
  group: "caching",
  severity: "info",
  summary: "Rate limits are counted separately in each process",
  docs: {
    why:
      "`LocMemCache`, which is Django's default, is the memory of one process. On Heroku a web server starts two or more " +
      "in each dyno, and each counts only the requests that happen to reach it: with three processes an attacker who " +
      "guesses passwords gets three times the attempts, and starts again from zero after every restart.",
    how: "Use a cache that all processes share, such as Heroku Key-Value Store (Redis), for whatever counts.",
    references: [
      "https://docs.djangoproject.com/en/stable/topics/cache/#local-memory-caching",
      "https://devcenter.heroku.com/articles/python-concurrency",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...REQUIREMENTS, "mysite/settings.py": `import os\n\n${THROTTLED}` },
        fixed: {
          ...REQUIREMENTS,
          "mysite/settings.py": [
            "import os",
            "",
            `${THROTTLED}`,
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
      { code: 'INSTALLED_APPS = ["django_ratelimit"]\n' },
      { code: 'INSTALLED_APPS = ["axes"]\nAXES_HANDLER = "axes.handlers.cache.AxesCacheHandler"\n' },
    ],
    good: [
      "",
      {
        ...REQUIREMENTS,
        Procfile: "web: gunicorn mysite.wsgi --workers 1\n",
        "mysite/settings.py": THROTTLED,
      },
      {
        ...REQUIREMENTS,
        "mysite/settings.py": `import os\n\n${THROTTLED}CACHES = {"default": {"BACKEND": os.environ["CACHE"]}}\n`,
      },
      'INSTALLED_APPS = ["axes"]\n',
    ],
  },
  check(context) {
    const { settings } = context;
    if (!["REST_FRAMEWORK", "INSTALLED_APPS"].some((name) => settings.defines(name)))
      return notApplicable("nothing is known to count in the cache");
    const judgement = settings.judge(["CACHES", ...NAMES], (caches, ...values) => {
      const user = counter(...(values as [Plain, Plain, Plain, Plain, Plain, Plain]));
      if (user === undefined) return notApplicable("nothing is known to count in the cache");
      const cache = cacheOf(caches, user.alias);
      if ("state" in cache) return cache;
      if (cache.backend !== LOCAL_MEMORY) return satisfied("the cache is not the memory of a process");
      return {
        state: "violated",
        at: cache.config.at ?? user.at,
        message: `${user.what} in a cache that each process keeps for itself: with several processes ${user.effect}, and a restart resets the count.`,
      };
    });
    if (judgement.state !== "violated") return judgement;
    const several = severalProcesses(context);
    if (several === undefined) return undecided("nothing says how many processes the web server starts");
    if (!several) return notApplicable("nothing says that the web server starts several processes");
    return verdictOn(settings, "CACHES", judgement, "", { coveredBy: "session-cache-volatile" });
  },
  fixes: [USE_REDIS],
});

const REQUESTS = "a visitor gets several times the limit";
const LOGINS = "an attacker gets several times the allowed attempts";

interface Counter {
  /** "Django REST framework counts requests": the message goes on with the cache. */
  readonly what: string;
  /** What several counts come to. */
  readonly effect: string;
  readonly alias: string;
  readonly at: Plain["at"];
}

/** What counts in a cache whose alias is known. */
function counter(
  rest: Plain,
  apps: Plain,
  axes: Plain,
  axesCache: Plain,
  ratelimit: Plain,
  allauth: Plain,
): Counter | undefined {
  const throttles = rest.kind === "dict" ? entry(rest, "DEFAULT_THROTTLE_CLASSES") : null;
  if (throttles && (throttles.kind === "list" || throttles.kind === "tuple") && truthy(throttles))
    return {
      what: "Django REST framework counts requests",
      effect: REQUESTS,
      alias: "default",
      at: throttles.at,
    };
  const alias = (value: Plain) => (value.kind === "str" ? value.value : value.at ? undefined : "default");
  if (contains(apps, "django_ratelimit") === true && alias(ratelimit) !== undefined)
    return {
      what: "django-ratelimit counts requests",
      effect: REQUESTS,
      alias: alias(ratelimit)!,
      at: apps.at,
    };
  const inCache = axes.kind === "str" && axes.value === "axes.handlers.cache.AxesCacheHandler";
  if (inCache && contains(apps, "axes") === true && alias(axesCache) !== undefined)
    return {
      what: "django-axes counts failed logins",
      effect: LOGINS,
      alias: alias(axesCache)!,
      at: axes.at,
    };
  const limits = allauth.at === undefined || (allauth.kind === "dict" && truthy(allauth));
  if (contains(apps, "allauth.account") === true && limits)
    return { what: "django-allauth counts failed logins", effect: LOGINS, alias: "default", at: apps.at };
  return undefined;
}

/** Whether the web server starts more than one process: gunicorn and uvicorn read WEB_CONCURRENCY, which Heroku sets. */
function severalProcesses(context: RuleContext): boolean | undefined {
  const { deployment } = context.project;
  const [server] = webProcesses(context).flatMap((process) => serversOf(context, process));
  if (server === undefined) return undefined;
  if (server.name !== "gunicorn" && server.name !== "uvicorn") return false;
  const workers = server.value("--workers");
  if (workers !== undefined) return /^\d+$/.test(workers.text ?? "") ? Number(workers.text) > 1 : undefined;
  const given = givenVariable(context, server.started, "WEB_CONCURRENCY");
  return deployment.target === "classic" && given === undefined ? true : undefined;
}
