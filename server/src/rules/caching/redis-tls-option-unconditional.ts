import { dictValue } from "../../edits/python/displays";
import { EditSession } from "../../edits/session";
import { judgeCaches, REDIS, verdictsOnCaches } from "../caches";
import { dictAt } from "../dictEdits";
import {
  addressToAsk,
  CERTIFICATES,
  certificateCode,
  certificateOption,
  locations,
  optionsPath,
  redisOptions,
} from "../redis";
import { defineRule } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided } from "../verdicts";

const READ = 'os.environ.get("REDIS_URL", "redis://localhost:6379")';
const CACHE = (location: string, options: string) =>
  [
    "import os",
    "",
    "CACHES = {",
    '    "default": {',
    `        "BACKEND": "${REDIS}",`,
    `        "LOCATION": ${location},`,
    `        "OPTIONS": ${options},`,
    "    },",
    "}",
    "",
  ].join("\n");
const OPTION = '{"ssl_cert_reqs": None}';

export default defineRule({
  id: "redis-tls-option-unconditional",
  group: "caching",
  severity: "info",
  summary: "A TLS option is passed to an address without TLS",
  docs: {
    why:
      "redis-py takes `ssl_cert_reqs` for `rediss://` addresses only. With `redis://`, which is what a default for " +
      "development usually is, every connection raises TypeError for an unexpected keyword argument.",
    how: "Pass the option only where the address starts with `rediss:`.",
    references: [
      "https://docs.djangoproject.com/en/stable/topics/cache/#redis",
      "https://devcenter.heroku.com/articles/connecting-heroku-redis",
    ],
  },
  examples: {
    bad: [
      {
        code: CACHE(READ, OPTION),
        fixed: CACHE(READ, `${OPTION} if ${READ}.startswith("rediss:") else {}`),
      },
      {
        code: CACHE('"redis://10.0.0.1:6379"', OPTION),
      },
    ],
    good: [
      CACHE(READ, `${OPTION} if ${READ}.startswith("rediss:") else {}`),
      CACHE('os.environ["REDIS_URL"]', OPTION),
      CACHE('"rediss://10.0.0.1:6379"', OPTION),
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (!settings.defines("CACHES")) return satisfied("CACHES is not set");
    const judgements = judgeCaches(
      context,
      (cache) => {
        if (optionsPath(cache.backend) === undefined) return notApplicable("this cache does not use Redis");
        const option = certificateOption(redisOptions(cache));
        if (option === null) return satisfied(`${CERTIFICATES} is not given`);
        if (option === undefined) return undecided(reasonOf(cache.config));
        const plain = locations(cache.config).some(
          (location) => location.kind === "str" && location.value.startsWith("redis://"),
        );
        return plain ? { state: "violated", at: cache.config.at } : satisfied();
      },
      // Without the variable a module of production alone fails in any case.
      project.settings.shared ? { missing: "violated" } : {},
    );
    return judgements.flatMap((judgement) =>
      verdictsOnCaches(
        context,
        [judgement],
        `This cache's address starts with redis:// (without TLS), but ${CERTIFICATES} needs TLS: redis-py raises TypeError for every connection.`,
        judgement.when === undefined ? { severity: "error" } : {},
      ),
    );
  },
  fixes: [
    {
      title: "Pass the option only to addresses with TLS",
      safety: "safe",
      preferred: true,
      edits(context, { at }) {
        const session = new EditSession(context.snapshot);
        const found = dictAt(session, at);
        if (found === undefined) return undefined;
        const { editor, dict } = found;
        const location = dictValue(dict, "LOCATION");
        const address = location?.type === "Constant" ? null : addressToAsk(context, editor, location);
        const options = dictValue(dict, "OPTIONS");
        const pool = dictValue(options, "CONNECTION_POOL_KWARGS") ?? options;
        if (!address || pool?.type !== "Dict" || pool.entries.length !== 1) return undefined;
        if (editor.source(pool).includes("#")) return undefined;
        const condition = certificateCode(address).slice(OPTION.length);
        editor.insertText(pool.end, editor.styled(condition, editor.indentation(pool.end)));
        return session.changes();
      },
    },
  ],
});
