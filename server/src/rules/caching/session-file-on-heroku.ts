import { defineRule } from "../rule";
import { KEEP_IN_DATABASE } from "../sessions";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const FILE = "django.contrib.sessions.backends.file";
const APPS = 'INSTALLED_APPS = ["django.contrib.sessions"]\n';

export default defineRule({
  id: "session-file-on-heroku",
  group: "caching",
  severity: "warning",
  summary: "Sessions are in files on the dyno's disk",
  docs: {
    why:
      "Each dyno has a disk of its own, which is thrown away at every deploy and at least once a day. Everybody is logged " +
      "out then, and with two dynos a visitor is logged in at one and not at the other.",
    how: "Keep sessions in the database, as Django does by default, or in Redis with the database behind it (`cached_db`).",
    references: [
      "https://docs.djangoproject.com/en/stable/topics/http/sessions/#configuring-the-session-engine",
      "https://devcenter.heroku.com/articles/dynos#ephemeral-filesystem",
    ],
  },
  examples: {
    bad: [
      {
        code: `${APPS}SESSION_ENGINE = "${FILE}"\n`,
        fixed: `${APPS}SESSION_ENGINE = "django.contrib.sessions.backends.db"\n`,
      },
    ],
    good: [
      `${APPS}SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"\n`,
      `import os\n\n${APPS}SESSION_ENGINE = os.environ.get("SESSION_ENGINE", "${FILE}")\n`,
      APPS,
    ],
  },
  check({ settings, project }) {
    if (!settings.defines("SESSION_ENGINE")) return satisfied("SESSION_ENGINE is not set");
    if (!project.deployment.heroku) return notApplicable("nothing says that it deploys to Heroku");
    const judgement = settings.judge(["SESSION_ENGINE"], (engine) => {
      if (engine.kind !== "str") return undecided(reasonOf(engine));
      return engine.value === FILE ? { state: "violated", at: engine.at } : satisfied();
    });
    return verdictOn(
      settings,
      "SESSION_ENGINE",
      judgement,
      "Sessions are in files on the dyno's disk, so every deploy and every daily restart logs everybody out, and a visitor who reaches another dyno is not logged in there.",
    );
  },
  fixes: [KEEP_IN_DATABASE],
});
