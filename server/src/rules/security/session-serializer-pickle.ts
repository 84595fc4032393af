import { contains } from "../../settings/plain";
import { judgeMiddleware, SESSION_MIDDLEWARE } from "../middleware";
import { defineRule, type RuleContext } from "../rule";
import { restoreDefault } from "../settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { isAtLeast, isBelow } from "../versions";

const NAME = "SESSION_SERIALIZER";

/** Django's two names of the class. */
const PICKLE = new Set([
  "django.contrib.sessions.serializers.PickleSerializer",
  "django.core.serializers.base.PickleSerializer",
]);

const SESSIONS = 'MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware"]\n';

export default defineRule({
  id: "session-serializer-pickle",
  group: "security",
  severity: "warning",
  summary: "Sessions are stored as pickles",
  docs: {
    why:
      "Loading a pickle runs whatever code is in it. With sessions in cookies a leaked SECRET_KEY is then enough to run " +
      "code on the server; with other backends, access to the cache or the database is. Django 5.0 removed " +
      "PickleSerializer: with the setting left in place, every page of a site with sessions fails with error 500, and " +
      "no check says so before.",
    how:
      "Delete the setting, which leaves JSON, and store in sessions only what JSON can hold. Old sessions can no " +
      "longer be read, so users log in once more.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#session-serializer",
      "https://docs.djangoproject.com/en/stable/releases/5.0/#features-removed-in-5-0",
    ],
  },
  examples: {
    bad: [
      {
        code: `${SESSIONS}SESSION_SERIALIZER = "django.contrib.sessions.serializers.PickleSerializer"\n`,
        fixed: SESSIONS,
      },
      {
        code: {
          "requirements.txt": "Django==4.2.30\ngunicorn\n",
          "mysite/settings.py": `${SESSIONS}SESSION_SERIALIZER = 'django.contrib.sessions.serializers.PickleSerializer'\n`,
        },
        fixed: { "requirements.txt": "Django==4.2.30\ngunicorn\n", "mysite/settings.py": SESSIONS },
      },
    ],
    good: [
      `${SESSIONS}SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"\n`,
      `import os\n\n${SESSIONS}SESSION_SERIALIZER = os.environ["SERIALIZER"]\n`,
      // Without sessions nothing reads it.
      'MIDDLEWARE = []\nSESSION_SERIALIZER = "django.contrib.sessions.serializers.PickleSerializer"\n',
    ],
  },
  check(context) {
    const { settings } = context;
    if (!settings.defines(NAME)) return satisfied("Django's default is JSON");
    const judgement = judgeMiddleware(context, ["MIDDLEWARE", NAME], (middleware, serializer) => {
      if (serializer!.kind !== "str") return undecided(reasonOf(serializer!));
      if (!PICKLE.has(serializer!.value)) return satisfied();
      const sessions = contains(middleware!, SESSION_MIDDLEWARE);
      if (sessions === undefined) return undecided(reasonOf(middleware!));
      return sessions ? { state: "violated" } : notApplicable("the project has no sessions");
    });
    const { message, broken } = consequence(context);
    return verdictOn(settings, NAME, judgement, message, broken ? { severity: "error" } : {});
  },
  fixes: [
    {
      title: "Store sessions as JSON",
      safety: "review",
      preferred: true,
      edits: (context) =>
        restoreDefault(context, NAME, '"django.contrib.sessions.serializers.JSONSerializer"'),
    },
  ],
});

function consequence({ project }: RuleContext): { readonly message: string; readonly broken: boolean } {
  if (isAtLeast(project, "5.0")) {
    const message =
      "Django 5.0 removed PickleSerializer: every page that opens a session fails with error 500.";
    return { message, broken: true };
  }
  const danger =
    "Sessions are pickles: whoever can write to the session store, or knows SECRET_KEY if sessions are in cookies, can run code on the server.";
  const end = isBelow(project, "5.0") ? " Django 5.0 removed this class." : "";
  return { message: danger + end, broken: false };
}
