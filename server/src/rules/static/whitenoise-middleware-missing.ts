import { EditSession } from "../../edits/session";
import { truthy } from "../../settings/plain";
import { judgeMiddleware } from "../middleware";
import { defineRule } from "../rule";
import {
  insertWhitenoise,
  servedOtherwise,
  servesStatic,
  usesStaticFiles,
  WHITENOISE_TITLE,
  whitenoiseIsSetUp,
} from "../staticFiles";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const REQUIREMENTS = { "requirements.txt": "Django==5.2.8\ngunicorn==23.0.0\nwhitenoise==6.8.2\n" };

export default defineRule({
  id: "whitenoise-middleware-missing",
  group: "static",
  severity: "error",
  summary: "WhiteNoise is installed but its middleware is not",
  docs: {
    why:
      "WhiteNoise serves files through its middleware. Without it the package and its storage only prepare files that " +
      "nothing serves, and every static URL is a 404 in production.",
    how: "Put `whitenoise.middleware.WhiteNoiseMiddleware` right after SecurityMiddleware.",
    references: [
      "https://whitenoise.readthedocs.io/en/stable/django.html#enable-whitenoise",
      "https://devcenter.heroku.com/articles/django-assets",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          ...REQUIREMENTS,
          "mysite/settings.py": [
            "INSTALLED_APPS = ['django.contrib.staticfiles']",
            "STATIC_URL = '/static/'",
            "STATIC_ROOT = '/app/staticfiles'",
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware',",
            "              'corsheaders.middleware.CorsMiddleware',",
            "              'django.middleware.common.CommonMiddleware']",
            "",
          ].join("\n"),
        },
        fixed: {
          ...REQUIREMENTS,
          "mysite/settings.py": [
            "INSTALLED_APPS = ['django.contrib.staticfiles']",
            "STATIC_URL = '/static/'",
            "STATIC_ROOT = '/app/staticfiles'",
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware',",
            "              'corsheaders.middleware.CorsMiddleware',",
            "              'whitenoise.middleware.WhiteNoiseMiddleware',",
            "              'django.middleware.common.CommonMiddleware']",
            "",
          ].join("\n"),
        },
      },
    ],
    good: [
      {
        ...REQUIREMENTS,
        "mysite/settings.py": [
          "INSTALLED_APPS = ['django.contrib.staticfiles']",
          "STATIC_URL = '/static/'",
          "MIDDLEWARE = ['whitenoise.middleware.WhiteNoiseMiddleware']",
          "",
        ].join("\n"),
      },
      {
        ...REQUIREMENTS,
        "mysite/settings.py": [
          "from common import STACK",
          "",
          "INSTALLED_APPS = ['django.contrib.staticfiles']",
          "STATIC_URL = '/static/'",
          "MIDDLEWARE = [*STACK, 'django.middleware.common.CommonMiddleware']",
          "",
        ].join("\n"),
      },
    ],
  },
  check(context) {
    const { settings } = context;
    if (!whitenoiseIsSetUp(context)) return notApplicable("WhiteNoise is not installed");
    const judgement = judgeMiddleware(context, ["INSTALLED_APPS", "MIDDLEWARE"], (apps, middleware) => {
      const used = usesStaticFiles(apps);
      if (used === undefined) return undecided(reasonOf(apps));
      if (!used) return notApplicable("django.contrib.staticfiles is not installed");
      const serves = servesStatic(middleware);
      if (serves === undefined) return undecided(reasonOf(middleware));
      return serves ? satisfied() : { state: "violated", at: middleware.at };
    });
    if (judgement.state !== "violated") return judgement;
    const otherwise = servedOtherwise(context);
    if (otherwise !== undefined) return undecided(otherwise);
    // With DEBUG on, Django may serve them itself.
    const debug = truthy(settings.value("DEBUG", { worlds: "all" })) === true;
    return verdictOn(
      settings,
      "MIDDLEWARE",
      judgement,
      `WhiteNoise is installed, but its middleware is not in MIDDLEWARE: every static file is a 404 ${debug ? "once DEBUG is off" : "in production"}.`,
      debug ? { severity: "warning" } : {},
    );
  },
  fixes: [
    {
      title: WHITENOISE_TITLE,
      safety: "review",
      preferred: true,
      edits({ settings, snapshot }) {
        const session = new EditSession(snapshot);
        return insertWhitenoise(session, settings) ? session.changes() : undefined;
      },
    },
  ],
});
