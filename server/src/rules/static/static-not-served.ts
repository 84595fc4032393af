import { addRequirement } from "../../edits/requirements";
import { EditSession } from "../../edits/session";
import { truthy } from "../../settings/plain";
import { judgeMiddleware } from "../middleware";
import { defineRule } from "../rule";
import {
  addStaticRoot,
  addWhitenoiseStorage,
  insertWhitenoise,
  servedOtherwise,
  servesStatic,
  usesStaticFiles,
  WHITENOISE_TITLE,
  whitenoiseIsSetUp,
} from "../staticFiles";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const SETTINGS = [
  "from pathlib import Path",
  "",
  "BASE_DIR = Path(__file__).resolve().parent.parent",
  'DEBUG = os.environ.get("DJANGO_DEBUG", "") == "1"',
  'INSTALLED_APPS = ["django.contrib.staticfiles"]',
  "MIDDLEWARE = [",
  '    "django.middleware.security.SecurityMiddleware",',
  '    "django.middleware.common.CommonMiddleware",',
  "]",
  'STATIC_URL = "static/"',
];

export default defineRule({
  id: "static-not-served",
  group: "static",
  severity: "warning",
  summary: "Nothing serves static files in production",
  docs: {
    why:
      "Django's own way of serving static files works only with DEBUG on, under `runserver`. A dyno has no web server " +
      "beside the app, so style sheets, scripts and images, the admin's included, are all a 404.",
    how:
      "Let WhiteNoise serve them from the app: the package, its middleware right after SecurityMiddleware, and a " +
      "STATIC_ROOT that collectstatic fills while Heroku builds. Its compressed storage also gives every file a name " +
      "that browsers may keep indefinitely.",
    references: [
      "https://devcenter.heroku.com/articles/django-assets",
      "https://docs.djangoproject.com/en/stable/howto/static-files/deployment/",
      "https://whitenoise.readthedocs.io/en/stable/django.html",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          "requirements.txt": "Django==5.2.8\ngunicorn==23.0.0\n",
          "mysite/settings.py": ["import os", ...SETTINGS, ""].join("\n"),
        },
        fixed: {
          "requirements.txt": "Django==5.2.8\ngunicorn==23.0.0\nwhitenoise\n",
          "mysite/settings.py": [
            "import os",
            ...SETTINGS.slice(0, 7),
            '    "whitenoise.middleware.WhiteNoiseMiddleware",',
            ...SETTINGS.slice(7),
            'STATIC_ROOT = BASE_DIR / "staticfiles"',
            "",
            "if not DEBUG:",
            "    STORAGES = {",
            '        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},',
            '        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},',
            "    }",
            "",
          ].join("\n"),
        },
      },
    ],
    good: [
      [
        'INSTALLED_APPS = ["django.contrib.staticfiles"]',
        "MIDDLEWARE = [",
        '    "django.middleware.security.SecurityMiddleware",',
        '    "whitenoise.middleware.WhiteNoiseMiddleware",',
        "]",
        "",
      ].join("\n"),
      [
        "from common import MIDDLEWARE",
        "",
        'INSTALLED_APPS = ["django.contrib.staticfiles"]',
        'STATIC_URL = "static/"',
        "",
      ].join("\n"),
      [
        "import os",
        "",
        'INSTALLED_APPS = ["django.contrib.staticfiles"]',
        'STATIC_URL = os.environ["STATIC_URL"]',
        "",
      ].join("\n"),
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (!project.deployment.heroku) return notApplicable("nothing says that it deploys to Heroku");
    const judgement = judgeMiddleware(context, ["INSTALLED_APPS", "MIDDLEWARE"], (apps, middleware) => {
      const used = usesStaticFiles(apps);
      if (used === undefined) return undecided(reasonOf(apps));
      if (!used) return notApplicable("django.contrib.staticfiles is not installed");
      const serves = servesStatic(middleware);
      if (serves === undefined) return undecided(reasonOf(middleware));
      return serves ? satisfied("WhiteNoise is in MIDDLEWARE") : { state: "violated", at: middleware.at };
    });
    if (judgement.state !== "violated") return judgement;
    const otherwise = servedOtherwise(context);
    if (otherwise !== undefined) return undecided(otherwise);
    return verdictOn(
      settings,
      "MIDDLEWARE",
      judgement,
      "Nothing serves static files in production: Django stops doing so when DEBUG is off, and a dyno has no other web server, so every style sheet and script is a 404.",
      { coveredBy: whitenoiseIsSetUp(context) ? "whitenoise-middleware-missing" : undefined },
    );
  },
  fixes: [
    {
      title: WHITENOISE_TITLE,
      safety: "review",
      preferred: true,
      edits(context) {
        const { settings, snapshot, project } = context;
        const session = new EditSession(snapshot);
        const requirement = addRequirement(snapshot, project.deployment.dependencies, ["whitenoise"]);
        if (requirement === undefined || !insertWhitenoise(session, settings)) return undefined;
        if (truthy(settings.value("STATIC_ROOT")) === false && !settings.defines("STATIC_ROOT"))
          addStaticRoot(context, session);
        addWhitenoiseStorage(context, session);
        session.add(requirement);
        return session.changes();
      },
    },
  ],
});
