import { insertItem } from "../../edits/python/displays";
import { EditSession } from "../../edits/session";
import { entry } from "../../settings/plain";
import { defineRule, type RuleContext } from "../rule";
import { assignedValue } from "../settingEdits";
import {
  collectFails,
  STATIC_STORAGE,
  servesStatic,
  usesStaticFiles,
  WHITENOISE_STORAGE,
} from "../staticFiles";
import { backendCode } from "../storages";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { answerBefore } from "../versions";

const APPS = [
  "INSTALLED_APPS = ['django.contrib.staticfiles']",
  "STATIC_URL = 'https://static.example.com/'",
  "STATIC_ROOT = '/app/staticfiles'",
].join("\n");
const MIDDLEWARE = [
  "MIDDLEWARE = [",
  "    'django.middleware.security.SecurityMiddleware',",
  "    'whitenoise.middleware.WhiteNoiseMiddleware',",
  "]",
];

export default defineRule({
  id: "storages-no-staticfiles",
  group: "static",
  severity: "error",
  djangoIds: ["staticfiles.E005"],
  summary: 'STORAGES has no "staticfiles" entry',
  docs: {
    why:
      "STORAGES replaces Django's default as a whole, and django.contrib.staticfiles asks it for the entry " +
      "`staticfiles`. Without one collectstatic stops, which fails the build on Heroku, and every page with a " +
      "`{% static %}` tag raises InvalidStorageError.",
    how: "Add the entry, with WhiteNoise's storage or Django's own.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#storages",
      "https://docs.djangoproject.com/en/stable/ref/contrib/staticfiles/#storages",
    ],
  },
  examples: {
    bad: [
      {
        code: [
          APPS,
          "STORAGES = {",
          "    'default': {'BACKEND': 'storages.backends.s3.S3Storage'},",
          "}",
          "",
        ].join("\n"),
        fixed: [
          APPS,
          "STORAGES = {",
          "    'default': {'BACKEND': 'storages.backends.s3.S3Storage'},",
          "    'staticfiles': {'BACKEND': 'django.contrib.staticfiles.storage.StaticFilesStorage'},",
          "}",
          "",
        ].join("\n"),
      },
      {
        code: [
          APPS,
          ...MIDDLEWARE,
          "STORAGES = {",
          "    'default': {'BACKEND': 'storages.backends.s3.S3Storage'},  # uploads",
          "}",
          "",
        ].join("\n"),
        fixed: [
          APPS,
          ...MIDDLEWARE,
          "STORAGES = {",
          "    'default': {'BACKEND': 'storages.backends.s3.S3Storage'},  # uploads",
          "    'staticfiles': {'BACKEND': 'whitenoise.storage.CompressedManifestStaticFilesStorage'},",
          "}",
          "",
        ].join("\n"),
      },
    ],
    good: [
      {
        "requirements.txt": "Django==4.1.13\ngunicorn\n",
        "mysite/settings.py": `${APPS}\nSTORAGES = {}\n`,
      },
      {
        "requirements.txt": "Django>=3.2,<6\ngunicorn\n",
        "mysite/settings.py": `${APPS}\nSTORAGES = {}\n`,
      },
      "STORAGES = {'default': {'BACKEND': 'storages.backends.s3.S3Storage'}}\n",
      `from common.storages import COMMON\n\n${APPS}\nSTORAGES = {**COMMON}\n`,
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (!settings.defines("STORAGES")) return satisfied("STORAGES is Django's default");
    const before = answerBefore(project, "4.2");
    if (before !== undefined) return before;
    const judgement = settings.judge(["STORAGES", "INSTALLED_APPS"], (storages, apps) => {
      const files = entry(storages, "staticfiles");
      if (files === undefined) return undecided(reasonOf(storages));
      if (files !== null) return satisfied();
      const used = usesStaticFiles(apps);
      if (used === undefined) return undecided(reasonOf(apps));
      return used
        ? { state: "violated", at: storages.at }
        : notApplicable("django.contrib.staticfiles is not installed");
    });
    return verdictOn(
      settings,
      "STORAGES",
      judgement,
      `STORAGES has no "staticfiles": ${collectFails(context)}. Every page that links a static file fails with InvalidStorageError.`,
    );
  },
  fixes: [
    {
      title: 'Add WhiteNoise\'s "staticfiles" storage',
      safety: "review",
      preferred: true,
      edits: (context) =>
        servesStatic(context.settings.value("MIDDLEWARE")) === true
          ? addEntry(context, WHITENOISE_STORAGE)
          : undefined,
    },
    {
      title: 'Add Django\'s own "staticfiles" storage',
      safety: "safe",
      edits: (context) => addEntry(context, STATIC_STORAGE),
    },
  ],
});

function addEntry(context: RuleContext, backend: string) {
  const session = new EditSession(context.snapshot);
  const found = assignedValue(context, session, "STORAGES");
  if (found?.value.type !== "Dict") return undefined;
  insertItem(found.editor, found.value, `"staticfiles": ${backendCode(backend)}`, "last");
  return session.changes();
}
