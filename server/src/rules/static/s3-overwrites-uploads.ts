import { EditSession } from "../../edits/session";
import { truthy } from "../../settings/plain";
import { OVERRIDDEN } from "../../settings/settings";
import { defineRule } from "../rule";
import { addOption, isS3, judgeStorage, optionOf, storageSetting } from "../storages";
import { findUploads } from "../uploads";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const SETTING = "AWS_S3_FILE_OVERWRITE";

const MODELS = {
  "shop/models.py":
    "from django.db import models\n\n\nclass Order(models.Model):\n    invoice = models.FileField(upload_to='invoices')\n",
};
const settings = (options: string, ...more: string[]) =>
  [
    "INSTALLED_APPS = ['shop']",
    "STORAGES = {",
    `    'default': {'BACKEND': 'storages.backends.s3.S3Storage'${options}},`,
    "    'staticfiles': {'BACKEND': 'whitenoise.storage.CompressedManifestStaticFilesStorage'},",
    "}",
    ...more,
    "",
  ].join("\n");

export default defineRule({
  id: "s3-overwrites-uploads",
  group: "static",
  severity: "warning",
  summary: "An upload to S3 replaces another with the same name",
  docs: {
    why:
      "Django's own storage gives a second `invoice.pdf` another name. django-storages' storage for S3 overwrites the " +
      "first one unless it is told not to, so a user's file can turn into somebody else's.",
    how: "Set the option `file_overwrite` to False for the storage of uploads, or AWS_S3_FILE_OVERWRITE for all of them.",
    references: ["https://django-storages.readthedocs.io/en/latest/backends/amazon-S3.html"],
  },
  examples: {
    bad: [
      {
        code: { ...MODELS, "mysite/settings.py": settings("") },
        fixed: { ...MODELS, "mysite/settings.py": settings(", 'OPTIONS': {'file_overwrite': False}") },
      },
      {
        code: { ...MODELS, "mysite/settings.py": settings(", 'OPTIONS': {'location': 'media'}") },
        fixed: {
          ...MODELS,
          "mysite/settings.py": settings(", 'OPTIONS': {'location': 'media', 'file_overwrite': False}"),
        },
      },
    ],
    good: [
      { ...MODELS, "mysite/settings.py": settings(", 'OPTIONS': {'file_overwrite': False}") },
      { ...MODELS, "mysite/settings.py": settings("", "AWS_S3_FILE_OVERWRITE = False") },
      { ...MODELS, "mysite/settings.py": `from common import OPTIONS\n${settings(", 'OPTIONS': OPTIONS")}` },
      settings(""),
    ],
  },
  check(context) {
    if (!context.settings.defines("STORAGES") && !context.settings.defines("DEFAULT_FILE_STORAGE"))
      return notApplicable("uploads do not go to S3");
    const judgement = judgeStorage(
      context,
      "default",
      (storage, isSet, setting) => {
        if (!isS3(storage)) return notApplicable("uploads do not go to S3, as far as is known");
        const overwrite = optionOf(storage, "file_overwrite", isSet, setting);
        if (overwrite === undefined) return undecided(reasonOf(storage.options));
        const on = overwrite === null ? true : truthy(overwrite);
        if (on === undefined) return undecided(reasonOf(overwrite!));
        return on ? { state: "violated", at: overwrite?.at ?? storage.at } : satisfied();
      },
      [OVERRIDDEN + SETTING, SETTING],
    );
    if (judgement.state !== "violated") return judgement;
    const uploads = findUploads(context);
    if (uploads === undefined) return notApplicable("no model of the project's apps has a field for files");
    return verdictOn(
      context.settings,
      storageSetting(context, "default") ?? "STORAGES",
      judgement,
      `A file uploaded to S3 overwrites one with the same name in the same place: of two users' files called invoice.pdf only the later one is left (${uploads.where} stores uploads).`,
    );
  },
  fixes: [
    {
      title: "Turn overwriting off, so that both files are kept",
      safety: "review",
      preferred: true,
      edits(context) {
        const session = new EditSession(context.snapshot);
        return addOption(context, session, "default", "file_overwrite", "False")
          ? session.changes()
          : undefined;
      },
    },
  ],
});
