import { dictValue, insertItem } from "../../edits/python/displays";
import { EditSession } from "../../edits/session";
import { entry, type Plain } from "../../settings/plain";
import type { Answer, Judgement } from "../../settings/settings";
import { addonsOf } from "../addons";
import { cacheOf } from "../caches";
import { dictAt, type FoundDict } from "../dictEdits";
import {
  addCertificateOption,
  addressToAsk,
  CERTIFICATES,
  certificateCode,
  certificateOption,
  isHerokuAddress,
  locations,
  optionsPath,
  redisOptions,
} from "../redis";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const VARIABLE = "REDIS_URL";
const OF_HEROKU = `${VARIABLE} points to Heroku Key-Value Store`;
const HEROKU_ADDON = { "app.json": '{"addons": ["heroku-redis:mini"]}\n' };
const REQUIREMENTS = { "requirements.txt": "channels-redis\nDjango==5.2.8\ndjango-redis\ngunicorn\nredis\n" };
const OWN_MODULE = {
  Procfile: "web: DJANGO_SETTINGS_MODULE=mysite.production gunicorn mysite.wsgi\n",
  "mysite/settings.py": "SITE_ID = 1\n",
};

/** A setting that gives addresses to redis-py, and what stands under each of its aliases. */
interface Use {
  readonly setting: string;
  readonly what: string;
  ask(config: Plain, alias: string, all: Plain): Answer;
  fix(context: RuleContext, found: FoundDict): boolean;
}

const USES: readonly Use[] = [
  {
    setting: "CACHES",
    what: "cache",
    ask(_, alias, caches) {
      const cache = cacheOf(caches, alias);
      if ("state" in cache) return cache;
      if (optionsPath(cache.backend) === undefined) return notApplicable("this cache does not use Redis");
      const options = redisOptions(cache);
      const option = certificateOption(options);
      if (option) return satisfied(`${CERTIFICATES} is given`);
      if (option === undefined || customPool(options) || customPool(entry(cache.config, "OPTIONS")))
        return undecided("its options are not fully known");
      return addressed(locations(cache.config), cache.config);
    },
    fix(context, { editor, dict }) {
      const address = addressToAsk(context, editor, dictValue(dict, "LOCATION"));
      const backend = dictValue(dict, "BACKEND");
      const name =
        backend?.type === "Constant" && backend.constant.kind === "str" ? backend.constant.value : "";
      const path = optionsPath(name);
      return path !== undefined && address !== null && addCertificateOption(editor, dict, path, address);
    },
  },
  {
    setting: "CHANNEL_LAYERS",
    what: "channel layer",
    ask(config) {
      const backend = entry(config, "BACKEND");
      if (backend?.kind !== "str") return undecided(reasonOf(backend ?? config));
      if (!backend.value.startsWith("channels_redis.")) return notApplicable("this layer does not use Redis");
      const options = entry(config, "CONFIG");
      const hosts = options ? entry(options, "hosts") : options;
      if (hosts === undefined || (hosts !== null && hosts.kind !== "list"))
        return undecided("its hosts are not known");
      const addresses = (hosts?.items ?? []).map((host) => {
        if (host.kind !== "dict") return host;
        return entry(host, CERTIFICATES) === null ? entry(host, "address") : null;
      });
      return addressed(
        addresses.flatMap((address) => address ?? []),
        config,
      );
    },
    fix(context, { editor, dict }) {
      const hosts = dictValue(dictValue(dict, "CONFIG"), "hosts");
      const host = hosts?.type === "List" && hosts.items.length === 1 ? hosts.items[0]! : undefined;
      if (host === undefined || /[\r\n#]/.test(editor.source(host))) return false;
      const own = host.type === "Dict" ? dictValue(host, "address") : host;
      const address = addressToAsk(context, editor, own);
      if (own === undefined || address === null) return false;
      const option = address === undefined ? `"${CERTIFICATES}": None` : `**(${certificateCode(address)})`;
      if (host.type === "Dict") insertItem(editor, host, option, "last");
      else editor.replace(host, `{"address": ${editor.source(host)}, ${option}}`);
      return true;
    },
  },
  {
    setting: "RQ_QUEUES",
    what: "queue",
    ask(config) {
      const option = entry(config, "SSL_CERT_REQS");
      if (option) return satisfied("SSL_CERT_REQS is given");
      const url = entry(config, "URL");
      if (url === undefined || option === undefined) return undecided(reasonOf(config));
      return addressed(url === null ? [] : [url], config);
    },
    // django-rq passes it on only with TLS.
    fix(_, { editor, dict }) {
      insertItem(editor, dict, '"SSL_CERT_REQS": None', "last");
      return true;
    },
  },
];

function customPool(options: Plain | null | undefined): boolean {
  if (options?.kind !== "dict") return false;
  return options.entries.some(
    ([key]) => key.kind !== "str" || /pool_class|connection_class|factory|ssl/i.test(key.value),
  );
}

function addressed(addresses: readonly Plain[], config: Plain): Answer {
  const answers = addresses.map(isHerokuAddress);
  if (answers.includes(true)) return { state: "violated", at: config.at };
  const unclear = addresses[answers.indexOf(undefined)];
  return unclear === undefined ? satisfied(`it does not use ${VARIABLE}`) : undecided(reasonOf(unclear));
}

export default defineRule({
  id: "heroku-redis-tls",
  group: "caching",
  severity: "error",
  summary: "redis-py refuses the certificate of Heroku Key-Value Store",
  docs: {
    why:
      "Heroku Key-Value Store (Heroku Redis) talks TLS on every plan, with a certificate that it has signed itself. " +
      "redis-py verifies certificates unless it is told not to, so each connection ends with CERTIFICATE_VERIFY_FAILED. " +
      "Where the cache ignores exceptions, it stays empty instead.",
    how:
      "Pass `ssl_cert_reqs=None` to redis-py, as Heroku's documentation says: in OPTIONS of Django's `RedisCache`, in " +
      "`CONNECTION_POOL_KWARGS` of django-redis, beside `address` for Channels, as `SSL_CERT_REQS` for django-rq. " +
      "redis-py refuses the option for addresses without TLS, so settings that development shares need a condition.",
    references: [
      "https://devcenter.heroku.com/articles/connecting-heroku-redis",
      "https://docs.djangoproject.com/en/stable/topics/cache/#redis",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          ...HEROKU_ADDON,
          ...REQUIREMENTS,
          "mysite/settings.py": [
            "import os",
            "",
            "CACHES = {",
            '    "default": {',
            '        "BACKEND": "django.core.cache.backends.redis.RedisCache",',
            '        "LOCATION": os.environ["REDIS_URL"],',
            "    }",
            "}",
            "",
          ].join("\n"),
        },
        fixed: {
          ...HEROKU_ADDON,
          ...REQUIREMENTS,
          "mysite/settings.py": [
            "import os",
            "",
            "CACHES = {",
            '    "default": {',
            '        "BACKEND": "django.core.cache.backends.redis.RedisCache",',
            '        "LOCATION": os.environ["REDIS_URL"],',
            '        "OPTIONS": {"ssl_cert_reqs": None} if os.environ["REDIS_URL"].startswith("rediss:") else {},',
            "    }",
            "}",
            "",
          ].join("\n"),
        },
      },
      {
        code: {
          ...OWN_MODULE,
          ...REQUIREMENTS,
          "mysite/production.py": [
            "import os",
            "",
            "CACHES = {",
            '    "default": {',
            '        "BACKEND": "django_redis.cache.RedisCache",',
            '        "LOCATION": os.environ.get("REDIS_URL"),',
            '        "OPTIONS": {"CLIENT_CLASS": "django_redis.client.DefaultClient"},',
            "    }",
            "}",
            "",
          ].join("\n"),
        },
        fixed: {
          ...OWN_MODULE,
          ...REQUIREMENTS,
          "mysite/production.py": [
            "import os",
            "",
            "CACHES = {",
            '    "default": {',
            '        "BACKEND": "django_redis.cache.RedisCache",',
            '        "LOCATION": os.environ.get("REDIS_URL"),',
            '        "OPTIONS": {"CLIENT_CLASS": "django_redis.client.DefaultClient", "CONNECTION_POOL_KWARGS": {"ssl_cert_reqs": None}},',
            "    }",
            "}",
            "",
          ].join("\n"),
        },
      },
      {
        code: {
          ...HEROKU_ADDON,
          ...REQUIREMENTS,
          "mysite/settings.py": [
            "import os",
            "",
            'REDIS_URL = os.environ.get("REDIS_URL", "redis://localhost:6379")',
            "CHANNEL_LAYERS = {",
            '    "default": {',
            '        "BACKEND": "channels_redis.core.RedisChannelLayer",',
            '        "CONFIG": {"hosts": [REDIS_URL]},',
            "    },",
            "}",
            "",
          ].join("\n"),
        },
        fixed: {
          ...HEROKU_ADDON,
          ...REQUIREMENTS,
          "mysite/settings.py": [
            "import os",
            "",
            'REDIS_URL = os.environ.get("REDIS_URL", "redis://localhost:6379")',
            "CHANNEL_LAYERS = {",
            '    "default": {',
            '        "BACKEND": "channels_redis.core.RedisChannelLayer",',
            '        "CONFIG": {"hosts": [{"address": REDIS_URL, **({"ssl_cert_reqs": None} if REDIS_URL.startswith("rediss:") else {})}]},',
            "    },",
            "}",
            "",
          ].join("\n"),
        },
      },
      {
        code: {
          ...HEROKU_ADDON,
          "mysite/settings.py": 'import os\n\nRQ_QUEUES = {"default": {"URL": os.environ["REDIS_URL"]}}\n',
        },
        fixed: {
          ...HEROKU_ADDON,
          "mysite/settings.py":
            'import os\n\nRQ_QUEUES = {"default": {"URL": os.environ["REDIS_URL"], "SSL_CERT_REQS": None}}\n',
        },
      },
    ],
    good: [
      {
        ...REQUIREMENTS,
        "mysite/settings.py": [
          "import os",
          "",
          "CACHES = {",
          '    "default": {',
          '        "BACKEND": "django.core.cache.backends.redis.RedisCache",',
          '        "LOCATION": os.environ["REDIS_URL"] + "?ssl_cert_reqs=none",',
          "    },",
          '    "other": {',
          '        "BACKEND": "django_redis.cache.RedisCache",',
          '        "LOCATION": os.environ["REDIS_URL"],',
          '        "OPTIONS": {"CONNECTION_POOL_KWARGS": {"ssl_cert_reqs": None}},',
          "    },",
          "}",
          "",
        ].join("\n"),
      },
      {
        ...REQUIREMENTS,
        "mysite/settings.py": [
          "import os",
          "",
          "CACHES = {",
          '    "default": {',
          '        "BACKEND": "django_redis.cache.RedisCache",',
          '        "LOCATION": os.environ["REDISCLOUD_URL"],',
          "    },",
          "}",
          "",
        ].join("\n"),
      },
    ],
  },
  check(context) {
    const { settings, project } = context;
    const uses = USES.filter(({ setting }) => settings.defines(setting));
    if (uses.length === 0) return notApplicable("no setting that is looked at uses Redis");
    if (!project.deployment.heroku) return notApplicable("nothing says that it deploys to Heroku");
    const addons = addonsOf(project).map(({ plan }) => plan.split(":")[0]!);
    const known = addons.includes("heroku-redis");
    if (!known && addons.some((name) => name.includes("redis")))
      return notApplicable("the add-on for Redis is somebody else's");
    const verdicts = uses.flatMap((use) =>
      judgeUse(context, use).map((judgement): Verdict => {
        if (judgement.state !== "violated") return judgement;
        const message = known
          ? `${OF_HEROKU}, whose certificate is self-signed. redis-py refuses it (CERTIFICATE_VERIFY_FAILED), so this ${use.what} never works.`
          : `If ${OF_HEROKU}, redis-py refuses its self-signed certificate (CERTIFICATE_VERIFY_FAILED), and this ${use.what} never works.`;
        return verdictOn(
          settings,
          use.setting,
          { ...judgement, when: known ? undefined : OF_HEROKU },
          message,
          // Another provider may have set the variable.
          known ? {} : { severity: "info" },
        );
      }),
    );
    const violated = verdicts.filter(({ state }) => state === "violated");
    return violated.length > 0 ? violated : verdicts.slice(0, 1);
  },
  fixes: [
    {
      title: "Do not verify the certificate, as Heroku documents",
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const session = new EditSession(context.snapshot);
        const found = dictAt(session, at);
        if (found === undefined || found.dict.entries.some(({ key }) => key === undefined)) return undefined;
        const has = (key: string) => dictValue(found.dict, key) !== undefined;
        const setting = has("URL") ? "RQ_QUEUES" : has("CONFIG") ? "CHANNEL_LAYERS" : "CACHES";
        const use = USES.find((each) => each.setting === setting);
        return use?.fix(context, found) ? session.changes() : undefined;
      },
    },
  ],
});

/** What each alias of a setting comes to: in production as it is, or else where Heroku sets the variable. */
function judgeUse({ settings }: RuleContext, { setting, ask }: Use): readonly Judgement[] {
  const aliases = settings
    .readings(setting)
    .flatMap(({ value }) => (value.kind === "dict" ? value.entries : []))
    .flatMap(([key]) => (key.kind === "str" ? [key.value] : []));
  if (aliases.length === 0) return [undecided(reasonOf(settings.value(setting)))];
  return [...new Set(aliases)].map((alias) => {
    const question = (all: Plain) => {
      const config = entry(all, alias);
      if (config === undefined) return undecided(reasonOf(all));
      return config === null ? notApplicable(`${setting} has no "${alias}"`) : ask(config, alias, all);
    };
    const judgement = settings.judge([setting], question);
    if (judgement.state !== "undecided") return judgement;
    const given = settings.judge([setting], question, { given: VARIABLE });
    return given.state === "violated" ? { ...given, when: `${VARIABLE} is set` } : judgement;
  });
}
