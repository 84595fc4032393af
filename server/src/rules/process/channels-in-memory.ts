import { environmentRead } from "../../edits/python/dialect";
import { addRequirement } from "../../edits/requirements";
import { EditSession } from "../../edits/session";
import { dependencyState } from "../../files/dependencies";
import { entry } from "../../settings/plain";
import { replaceForProduction } from "../caches";
import { dictAt } from "../dictEdits";
import { defineRule } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const IN_MEMORY = "channels.layers.InMemoryChannelLayer";
const REQUIREMENTS = { "requirements.txt": "channels==4.3.1\nDjango==5.2.8\ngunicorn\n" };

export default defineRule({
  id: "channels-in-memory",
  group: "process",
  severity: "warning",
  summary: "Channels passes messages inside one process only",
  docs: {
    why: "`InMemoryChannelLayer` is the memory of one process. A message reaches only visitors who are connected to the same process: with several dynos or several processes of the web server some visitors get it and others do not, and a message from a worker reaches nobody.",
    how: "Use a layer that all processes share: `channels_redis.core.RedisChannelLayer` with Heroku Key-Value Store (Redis).",
    references: [
      "https://channels.readthedocs.io/en/stable/topics/channel_layers.html#in-memory-channel-layer",
      "https://devcenter.heroku.com/articles/connecting-heroku-redis",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          ...REQUIREMENTS,
          "mysite/settings.py": [
            "import os",
            "",
            "CHANNEL_LAYERS = {",
            `    "default": {"BACKEND": "${IN_MEMORY}"},`,
            "}",
            "",
          ].join("\n"),
        },
        fixed: {
          "requirements.txt": "channels==4.3.1\nchannels-redis\nDjango==5.2.8\ngunicorn\n",
          "mysite/settings.py": [
            "import os",
            "",
            "CHANNEL_LAYERS = {",
            '    "default": {',
            '        "BACKEND": "channels_redis.core.RedisChannelLayer",',
            '        "CONFIG": {',
            '            "hosts": [',
            "                {",
            '                    "address": os.environ["REDIS_URL"],',
            '                    **({"ssl_cert_reqs": None} if os.environ["REDIS_URL"].startswith("rediss:") else {}),',
            "                }",
            "            ],",
            "        },",
            "    },",
            "}",
            "",
          ].join("\n"),
        },
      },
    ],
    good: [
      {
        ...REQUIREMENTS,
        "mysite/settings.py":
          'import os\n\nCHANNEL_LAYERS = {"default": {"BACKEND": os.environ["CHANNEL_BACKEND"]}}\n',
      },
      {
        ...REQUIREMENTS,
        "mysite/settings.py":
          'import os\n\nCHANNEL_LAYERS = {"default": {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": {"hosts": [os.environ["AMQP"]]}}}\n',
      },
    ],
  },

  check({ settings, project }) {
    if (!settings.defines("CHANNEL_LAYERS")) return notApplicable("there is no channel layer");
    if (dependencyState(project.deployment.dependencies, "channels") === "absent")
      return notApplicable("Channels is not a dependency");
    const judgement = settings.judge(["CHANNEL_LAYERS"], (layers) => {
      const layer = entry(layers, "default");
      if (layer === null) return notApplicable("there is no default channel layer");
      const backend = layer && entry(layer, "BACKEND");
      if (backend?.kind !== "str") return undecided(reasonOf(backend ?? layer ?? layers));
      return backend.value === IN_MEMORY ? { state: "violated", at: layer?.at } : satisfied();
    });
    return verdictOn(
      settings,
      "CHANNEL_LAYERS",
      judgement,
      "Channels keeps messages in the memory of one process: they do not reach visitors who are connected to another dyno or to another process of the web server, and those that a worker sends reach nobody.",
    );
  },

  fixes: [
    {
      title: "Use the Redis server at REDIS_URL",
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const { project, snapshot } = context;
        const session = new EditSession(snapshot);
        const found = dictAt(session, at);
        const url = found && environmentRead(found.editor, found.dict.start, "REDIS_URL", "required");
        const added = addRequirement(snapshot, project.deployment.dependencies, ["channels-redis"]);
        if (found === undefined || url === undefined || added === undefined) return undefined;
        if (!replaceForProduction(context, found.editor, found.dict, redisLayer(url))) return undefined;
        session.add(added);
        return session.changes();
      },
    },
  ],
});

/** Heroku's Redis has a self-signed certificate. redis-py takes the option only with TLS. */
function redisLayer(url: string): string {
  return [
    "{",
    '    "BACKEND": "channels_redis.core.RedisChannelLayer",',
    '    "CONFIG": {',
    '        "hosts": [',
    "            {",
    `                "address": ${url},`,
    `                **({"ssl_cert_reqs": None} if ${url}.startswith("rediss:") else {}),`,
    "            }",
    "        ],",
    "    },",
    "}",
  ].join("\n");
}
