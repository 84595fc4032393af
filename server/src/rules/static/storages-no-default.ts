import { insertItem } from "../../edits/python/displays";
import { EditSession } from "../../edits/session";
import { entry } from "../../settings/plain";
import { defineRule } from "../rule";
import { assignedValue } from "../settingEdits";
import { FILE_STORAGE } from "../staticFiles";
import { findUploads } from "../uploads";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { isBelow } from "../versions";

export default defineRule({
  id: "storages-no-default",
  group: "static",
  severity: "info",
  summary: 'STORAGES has no "default" entry',
  docs: {
    why:
      "STORAGES replaces Django's default as a whole; nothing is merged. Without the entry `default`, the first " +
      "upload, or any use of a FileField, raises InvalidStorageError. The site works until then.",
    how: "Add the entry, with the storage that uploads go to.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#storages",
      "https://docs.djangoproject.com/en/stable/ref/files/storage/",
    ],
  },
  examples: {
    bad: [
      {
        code: [
          "STORAGES = {",
          "    'staticfiles': {",
          "        'BACKEND': 'django.contrib.staticfiles.storage.ManifestStaticFilesStorage',",
          "    },",
          "}",
          "",
        ].join("\n"),
        fixed: [
          "STORAGES = {",
          "    'default': {'BACKEND': 'django.core.files.storage.FileSystemStorage'},",
          "    'staticfiles': {",
          "        'BACKEND': 'django.contrib.staticfiles.storage.ManifestStaticFilesStorage',",
          "    },",
          "}",
          "",
        ].join("\n"),
      },
    ],
    good: [
      'STORAGES = {"default": {"BACKEND": "storages.backends.s3.S3Storage"}}\n',
      [
        "from common.storages import COMMON",
        "",
        'STORAGES = {**COMMON, "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"}}',
        "",
      ].join("\n"),
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (isBelow(project, "4.2")) return notApplicable("this version of Django has no STORAGES");
    if (!settings.defines("STORAGES")) return satisfied("STORAGES is Django's default");
    const judgement = settings.judge(["STORAGES"], (storages) => {
      const files = entry(storages, "default");
      if (files === undefined) return undecided(reasonOf(storages));
      return files === null ? { state: "violated", at: storages.at } : satisfied();
    });
    return verdictOn(
      settings,
      "STORAGES",
      judgement,
      'STORAGES has no "default", and Django\'s own entries no longer apply: the first upload raises InvalidStorageError.',
      // Without a field for files, MEDIA_ROOT says little: many sites that store none have it.
      judgement.state === "violated" && findUploads(context) !== undefined ? { severity: "error" } : {},
    );
  },
  fixes: [
    {
      title: 'Add Django\'s own "default" storage',
      safety: "safe",
      preferred: true,
      edits(context) {
        const session = new EditSession(context.snapshot);
        const found = assignedValue(context, session, "STORAGES");
        if (found?.value.type !== "Dict") return undefined;
        insertItem(found.editor, found.value, `"default": {"BACKEND": "${FILE_STORAGE}"}`, "first");
        return session.changes();
      },
    },
  ],
});
