import { entry, type Plain, truthy } from "../../settings/plain";
import type { Answer } from "../../settings/settings";
import { addonsOf } from "../addons";
import { usesCelery } from "../celery";
import { CERTIFICATES, isHerokuAddress } from "../redis";
import { defineRule, type Verdict } from "../rule";
import { setValue } from "../settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const BACKEND = "CELERY_RESULT_BACKEND";
const OPTIONS = "CELERY_REDIS_BACKEND_USE_SSL";
const VARIABLE = "REDIS_URL";
const OF_HEROKU = `${VARIABLE} points to Heroku Key-Value Store`;
const FILES = {
  "app.json": '{"addons": ["heroku-redis:mini"]}\n',
  "requirements.txt": "celery[redis]==5.5.3\nDjango==5.2.8\ngunicorn\n",
};
const CODE = `{"${CERTIFICATES}": "none"} if str(${BACKEND}).startswith("rediss:") else None`;

export default defineRule({
  id: "celery-redis-tls",
  group: "process",
  severity: "error",
  summary: "Celery refuses Heroku's Redis address for its results",
  docs: {
    why: "Heroku Key-Value Store (Heroku Redis) has addresses with TLS, `rediss://`. Celery takes such an address for its broker, but its result backend raises ValueError unless it is told how certificates are verified, so `delay()` fails in the web process and the worker does not start.",
    how: `Set \`${OPTIONS}\`, or add \`?ssl_cert_reqs=none\` to the address. Heroku's certificates are self-signed, so they cannot be verified.`,
    references: [
      "https://docs.celeryq.dev/en/stable/userguide/configuration.html#redis-backend-use-ssl",
      "https://devcenter.heroku.com/articles/connecting-heroku-redis",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          ...FILES,
          "mysite/settings.py":
            'import os\n\nCELERY_BROKER_URL = os.environ["REDIS_URL"]\nCELERY_RESULT_BACKEND = os.environ["REDIS_URL"]\n',
        },
        fixed: {
          ...FILES,
          "mysite/settings.py": `import os\n\nCELERY_BROKER_URL = os.environ["REDIS_URL"]\nCELERY_RESULT_BACKEND = os.environ["REDIS_URL"]\n${OPTIONS} = ${CODE}\n`,
        },
      },
      {
        code: {
          ...FILES,
          "mysite/settings.py":
            'import os\nimport ssl\n\nCELERY_BROKER_URL = os.environ.get("REDIS_URL", "redis://localhost")\nCELERY_BROKER_USE_SSL = {"ssl_cert_reqs": ssl.CERT_NONE}\nCELERY_RESULT_BACKEND = CELERY_BROKER_URL\n',
        },
      },
    ],
    good: [
      {
        ...FILES,
        "mysite/settings.py":
          'import os\n\nCELERY_BROKER_URL = os.environ["REDIS_URL"]\nCELERY_RESULT_BACKEND = "django-db"\n',
      },
      {
        ...FILES,
        "mysite/settings.py":
          'import os\nimport ssl\n\nCELERY_RESULT_BACKEND = os.environ["REDIS_URL"]\nCELERY_REDIS_BACKEND_USE_SSL = {"ssl_cert_reqs": ssl.CERT_NONE}\n',
      },
      {
        ...FILES,
        "mysite/settings.py":
          'import os\n\nCELERY_RESULT_BACKEND = os.environ["REDIS_URL"] + "?ssl_cert_reqs=none"\n',
      },
      {
        ...FILES,
        "mysite/settings.py": 'import os\n\nCELERY_RESULT_BACKEND = os.environ["CLOUDAMQP_URL"]\n',
      },
    ],
  },

  check(context) {
    const { settings, project } = context;
    if (!settings.defines(BACKEND)) return notApplicable("Celery keeps no results by the settings");
    if (!project.deployment.heroku) return notApplicable("nothing says that it deploys to Heroku");
    if (!usesCelery(context)) return notApplicable("Celery is not a dependency");
    const addons = addonsOf(project).map(({ plan }) => plan.split(":")[0]!);
    const known = addons.includes("heroku-redis");
    if (!known && addons.some((name) => name.includes("redis")))
      return notApplicable("the add-on for Redis is somebody else's");
    const names = settings.defines(OPTIONS) ? [BACKEND, OPTIONS] : [BACKEND];
    if (names.length === 1 && settings.open !== undefined) return undecided(settings.open);
    const judgement = settings.judge(names, question);
    const given =
      judgement.state === "undecided" ? settings.judge(names, question, { given: VARIABLE }) : judgement;
    if (given.state !== "violated") return judgement;
    const refuses = `Celery's result backend refuses its rediss:// address (ValueError), so \`delay()\` and the worker fail.`;
    return verdictOn(
      settings,
      BACKEND,
      { ...given, when: known ? undefined : OF_HEROKU },
      known ? `${OF_HEROKU}, and ${refuses}` : `If ${OF_HEROKU}, ${refuses}`,
      // Another provider may have set the variable.
      known ? {} : { severity: "info" },
    ) satisfies Verdict;
  },

  fixes: [
    {
      title: "Do not verify the certificate, as Heroku documents",
      safety: "review",
      preferred: true,
      edits: (context) => setValue(context, OPTIONS, () => CODE),
    },
  ],
});

function question(backend: Plain, options?: Plain): Answer {
  const heroku = isHerokuAddress(backend);
  if (heroku === false) return satisfied("results are not kept in Heroku's Redis");
  const given = options === undefined ? false : truthy(options);
  if (given === true) {
    const option = options?.kind === "dict" ? entry(options, CERTIFICATES) : undefined;
    return option === undefined ? undecided("its options are not known") : satisfied(`${OPTIONS} is given`);
  }
  if (heroku === undefined) return undecided(reasonOf(backend));
  return given === false ? { state: "violated" } : undecided(reasonOf(options!));
}
