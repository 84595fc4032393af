import { EditSession } from "../../edits/session";
import { contains } from "../../settings/plain";
import { WHITENOISE_MIDDLEWARE } from "../middleware";
import { defineRule, type RuleContext } from "../rule";
import { addWhitenoiseStorage, STATIC_STORAGE, usesStaticFiles, WHITENOISE_STORAGE } from "../staticFiles";
import { backendCode, judgeStorage, OLD_STORAGE_SETTINGS, setStorage } from "../storages";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { isBelow } from "../versions";

const SETTINGS = [
  "INSTALLED_APPS = ['django.contrib.staticfiles']",
  "MIDDLEWARE = [",
  "    'django.middleware.security.SecurityMiddleware',",
  "    'whitenoise.middleware.WhiteNoiseMiddleware',",
  "]",
  "STATIC_ROOT = '/app/staticfiles'",
];
const DEBUG = "import os\n\nDEBUG = os.environ.get('DJANGO_DEBUG') == '1'";
const storages = (staticFiles: string) => [
  "",
  "STORAGES = {",
  "    'default': {'BACKEND': 'django.core.files.storage.FileSystemStorage'},",
  `    'staticfiles': {'BACKEND': '${staticFiles}'},`,
  "}",
  "",
];

/** Apps whose build puts hashes into the names of files. */
const BUNDLERS = ["django_vite", "webpack_loader", "manifest_loader"];

/** Settings with which the project says itself for how long browsers keep files. */
const CACHE_SETTINGS = [
  "WHITENOISE_MAX_AGE",
  "WHITENOISE_IMMUTABLE_FILE_TEST",
  "WHITENOISE_ADD_HEADERS_FUNCTION",
];

export default defineRule({
  id: "static-not-hashed",
  group: "static",
  severity: "info",
  summary: "Static files get no hashes in their names",
  docs: {
    why:
      "Browsers may keep a file indefinitely if its name changes with its content. Without hashes WhiteNoise lets them keep " +
      "each file for a minute only, and without its storage nothing is compressed before it is sent.",
    how: "Use `whitenoise.storage.CompressedManifestStaticFilesStorage` for the static files.",
    references: [
      "https://whitenoise.readthedocs.io/en/stable/django.html#add-compression-and-caching-support",
      "https://docs.djangoproject.com/en/stable/ref/contrib/staticfiles/#manifeststaticfilesstorage",
    ],
  },
  examples: {
    bad: [
      {
        code: [...SETTINGS, ""].join("\n"),
        fixed: [...SETTINGS, ...storages(WHITENOISE_STORAGE)].join("\n"),
      },
      {
        code: [...SETTINGS, ...storages(STATIC_STORAGE)].join("\n"),
        fixed: [...SETTINGS, ...storages(WHITENOISE_STORAGE)].join("\n"),
      },
      {
        code: [DEBUG, ...SETTINGS, ...storages(STATIC_STORAGE)].join("\n"),
        fixed: [
          DEBUG,
          ...SETTINGS,
          ...storages(STATIC_STORAGE),
          "if not DEBUG:",
          `    STORAGES['staticfiles'] = {'BACKEND': '${WHITENOISE_STORAGE}'}`,
          "",
        ].join("\n"),
      },
      {
        code: {
          "requirements.txt": "Django==3.2.25\ngunicorn\nwhitenoise==5.3.0\n",
          "mysite/settings.py": [...SETTINGS, ""].join("\n"),
        },
        fixed: {
          "requirements.txt": "Django==3.2.25\ngunicorn\nwhitenoise==5.3.0\n",
          "mysite/settings.py": [
            ...SETTINGS,
            "STATICFILES_STORAGE = 'whitenoise.storage.CompressedManifestStaticFilesStorage'",
            "",
          ].join("\n"),
        },
      },
    ],
    good: [
      [...SETTINGS, ...storages(WHITENOISE_STORAGE)].join("\n"),
      [
        "import os",
        ...SETTINGS,
        "STORAGES = {'staticfiles': {'BACKEND': os.environ['STATIC_STORAGE']}}",
        "",
      ].join("\n"),
      [...SETTINGS, "WHITENOISE_MAX_AGE = 31536000", ""].join("\n"),
    ],
  },
  check(context) {
    const { settings } = context;
    if (CACHE_SETTINGS.some((name) => settings.defines(name)))
      return satisfied("the settings say for how long browsers keep static files");
    const judgement = judgeStorage(
      context,
      "staticfiles",
      ({ backend, at }, middleware, apps) => {
        if (backend !== STATIC_STORAGE) return satisfied("another storage than Django's own is in use");
        const serves = contains(middleware, WHITENOISE_MIDDLEWARE);
        if (serves === undefined) return undecided(reasonOf(middleware));
        if (!serves) return notApplicable("WhiteNoise is not in MIDDLEWARE");
        if (usesStaticFiles(apps) !== true)
          return notApplicable("django.contrib.staticfiles is not installed");
        if (BUNDLERS.some((app) => contains(apps, app) !== false))
          return notApplicable("a bundler may put hashes into the names");
        return { state: "violated", at };
      },
      ["MIDDLEWARE", "INSTALLED_APPS"],
    );
    return verdictOn(
      settings,
      "STORAGES",
      judgement,
      "The storage of static files adds no hashes to their names and compresses nothing: browsers ask the server for each file again after a minute.",
      {
        coveredBy: settings.defines(OLD_STORAGE_SETTINGS.staticfiles) ? "legacy-storage-setting" : undefined,
      },
    );
  },
  fixes: [
    {
      title: "Use WhiteNoise's storage, which hashes and compresses",
      safety: "review",
      preferred: true,
      edits(context) {
        const session = new EditSession(context.snapshot);
        return useWhitenoise(context, session) ? session.changes() : undefined;
      },
    },
  ],
});

function useWhitenoise(context: RuleContext, session: EditSession): boolean {
  if (!isBelow(context.project, "4.2"))
    return setStorage(context, session, "staticfiles", backendCode(WHITENOISE_STORAGE));
  return (
    !context.settings.defines(OLD_STORAGE_SETTINGS.staticfiles) && addWhitenoiseStorage(context, session)
  );
}
