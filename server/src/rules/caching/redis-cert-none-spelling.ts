import { EditSession } from "../../edits/session";
import type { Plain } from "../../settings/plain";
import type { Location } from "../../syntax/text";
import { judgeCaches, verdictsOnCaches } from "../caches";
import { CERTIFICATES, certificateOption, locations, optionsPath, redisOptions } from "../redis";
import { defineRule, type RuleContext } from "../rule";
import { notApplicable, satisfied } from "../verdicts";

/** What redis-py takes, in this spelling. */
const KNOWN = new Set(["none", "optional", "required"]);
const IN_ADDRESS = /(?<=[?&]ssl_cert_reqs=)[A-Za-z_]+/;

const CACHE = (location: string, more = "") =>
  `CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": ${location}${more}}}\n`;

export default defineRule({
  id: "redis-cert-none-spelling",
  group: "caching",
  severity: "error",
  summary: "ssl_cert_reqs has a value that redis-py does not know",
  docs: {
    why:
      "In an address, and as a string, redis-py knows only `none`, `optional` and `required`. `CERT_NONE`, which is the " +
      "name of a constant in Python and which Celery accepts, makes every connection raise a RedisError.",
    how: "Write `ssl_cert_reqs=none`, which Celery accepts, too, or pass the option `None` instead of a string.",
    references: [
      "https://devcenter.heroku.com/articles/connecting-heroku-redis",
      "https://redis.io/docs/latest/develop/clients/redis-py/connect/",
    ],
  },
  examples: {
    bad: [
      {
        code: `import os\n\n${CACHE('os.environ["REDIS_URL"] + "?ssl_cert_reqs=CERT_NONE"')}`,
        fixed: `import os\n\n${CACHE('os.environ["REDIS_URL"] + "?ssl_cert_reqs=none"')}`,
      },
      {
        code: CACHE('"rediss://cache:6379/0?ssl_cert_reqs=CERT_REQUIRED"'),
        fixed: CACHE('"rediss://cache:6379/0?ssl_cert_reqs=required"'),
      },
      {
        code: CACHE('"rediss://cache:6379/0"', ', "OPTIONS": {"ssl_cert_reqs": "CERT_NONE"}'),
        fixed: CACHE('"rediss://cache:6379/0"', ', "OPTIONS": {"ssl_cert_reqs": "none"}'),
      },
    ],
    good: [
      `import os\n\n${CACHE('os.environ["REDIS_URL"] + "?ssl_cert_reqs=none"')}`,
      `import os\nimport ssl\n\n${CACHE('os.environ["REDIS_URL"]', ', "OPTIONS": {"ssl_cert_reqs": ssl.CERT_NONE}')}`,
      CACHE('"rediss://cache:6379/0"', ', "OPTIONS": {"ssl_cert_reqs": None}'),
    ],
  },
  check(context) {
    if (!context.settings.defines("CACHES")) return satisfied("CACHES is not set");
    const judgements = judgeCaches(context, (cache) => {
      if (optionsPath(cache.backend) === undefined) return notApplicable("this cache does not use Redis");
      const option = certificateOption(redisOptions(cache));
      if (option?.kind === "str" && !KNOWN.has(option.value))
        return { state: "violated", at: option.at, message: refusal(option.value) };
      for (const location of locations(cache.config)) {
        const word = IN_ADDRESS.exec(textOf(location))?.[0];
        if (word !== undefined && !KNOWN.has(word))
          return { state: "violated", at: location.at, message: refusal(word) };
      }
      return satisfied();
    });
    return verdictsOnCaches(context, judgements, "");
  },
  fixes: [
    {
      title: (context, { at }) => `Change it to ${replacement(context, at)?.word}`,
      safety: "safe",
      preferred: true,
      edits(context, { at }) {
        const found = replacement(context, at);
        if (found === undefined) return undefined;
        found.editor.replaceText(found.range, found.word);
        return found.session.changes();
      },
    },
  ],
});

/** The word that redis-py knows, and what it replaces. */
function replacement({ snapshot }: RuleContext, at: Location) {
  const session = new EditSession(snapshot);
  const editor = session.python(at.file);
  const node = editor?.expression(at)?.node;
  if (editor === undefined || node === undefined) return undefined;
  const source = editor.source(node);
  const found = IN_ADDRESS.exec(source) ?? /(?<=^["'])\w+(?=["']$)/.exec(source);
  const word = found?.[0].toLowerCase().replace(/^cert_/, "");
  if (!found || word === undefined || !KNOWN.has(word)) return undefined;
  const start = node.start + found.index;
  return { session, editor, word, range: { start, end: start + found[0].length } };
}

/** The address, or the code that makes it. */
function textOf(location: Plain): string {
  return location.kind === "str" ? location.value : location.kind === "env" ? location.text : "";
}

function refusal(word: string): string {
  return `redis-py does not know ${CERTIFICATES}=${word}: every connection of this cache raises a RedisError. The values it knows are none, optional and required.`;
}
