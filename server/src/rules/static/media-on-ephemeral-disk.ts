import type { FileChange } from "../../edits/edit";
import { environmentRead } from "../../edits/python/dialect";
import { addRequirement } from "../../edits/requirements";
import { EditSession } from "../../edits/session";
import { entry } from "../../settings/plain";
import { NOT_ON_HEROKU } from "../commands";
import { defineRule, type Finding, type RuleContext } from "../rule";
import { isDisk, isOnDisk, judgeStorage, OLD_STORAGE_SETTINGS, setStorage } from "../storages";
import { findUploads } from "../uploads";
import { notApplicable, satisfied, verdictOn } from "../verdicts";

const BUCKET_VARIABLE = "AWS_STORAGE_BUCKET_NAME";

const MODELS = {
  "blog/models.py":
    "from django.db import models\n\n\nclass Post(models.Model):\n    photo = models.ImageField(upload_to='posts')\n",
};
const HEAD = ["import os", "", "DEBUG = os.environ.get('DJANGO_DEBUG') == '1'", "INSTALLED_APPS = ['blog']"];

export default defineRule({
  id: "media-on-ephemeral-disk",
  group: "static",
  severity: "warning",
  summary: "Uploads are kept on the dyno's disk, where they are lost",
  docs: {
    why:
      "Every dyno has a disk of its own, which is deleted with it: at every deploy, at every change of a config var, " +
      "and at least once a day. The database still names files that are gone, and a second dyno never had them.",
    how:
      "Keep uploads in a storage outside of the dynos, such as a bucket of Amazon S3 or of a service like it: install " +
      "django-storages and name its class as the `default` storage.",
    references: [
      "https://devcenter.heroku.com/articles/dynos#ephemeral-filesystem",
      "https://devcenter.heroku.com/articles/s3",
      "https://django-storages.readthedocs.io/en/latest/backends/amazon-S3.html",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          ...MODELS,
          "requirements.txt": "Django==5.2.8\ngunicorn\npillow\n",
          "mysite/settings.py": [...HEAD, "MEDIA_ROOT = '/app/media'", ""].join("\n"),
        },
        fixed: {
          ...MODELS,
          "requirements.txt": "Django==5.2.8\ndjango-storages[s3]\ngunicorn\npillow\n",
          "mysite/settings.py": [
            ...HEAD,
            "MEDIA_ROOT = '/app/media'",
            "",
            "if not DEBUG:",
            "    STORAGES = {",
            "        'default': {",
            "            'BACKEND': 'storages.backends.s3.S3Storage',",
            "            'OPTIONS': {",
            "                'bucket_name': os.environ['AWS_STORAGE_BUCKET_NAME'],",
            "                'file_overwrite': False,",
            "            },",
            "        },",
            "        'staticfiles': {'BACKEND': 'django.contrib.staticfiles.storage.StaticFilesStorage'},",
            "    }",
            "",
          ].join("\n"),
        },
      },
    ],
    good: [
      {
        ...MODELS,
        "mysite/settings.py": [
          ...HEAD,
          "STORAGES = {",
          "    'default': {'BACKEND': 'storages.backends.s3.S3Storage', 'OPTIONS': {'file_overwrite': False}},",
          "    'staticfiles': {'BACKEND': 'whitenoise.storage.CompressedManifestStaticFilesStorage'},",
          "}",
          "",
        ].join("\n"),
      },
      {
        ...MODELS,
        "mysite/settings.py": [
          ...HEAD,
          "STORAGES = {",
          "    'default': {'BACKEND': os.environ['FILE_STORAGE']},",
          "    'staticfiles': {'BACKEND': 'whitenoise.storage.CompressedManifestStaticFilesStorage'},",
          "}",
          "",
        ].join("\n"),
      },
      [...HEAD, "MEDIA_ROOT = '/app/media'", ""].join("\n"),
      {
        "blog/models.py": MODELS["blog/models.py"].replace("'posts'", "'posts', storage=bucket"),
        "mysite/settings.py": [...HEAD, ""].join("\n"),
      },
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (!project.deployment.heroku) return NOT_ON_HEROKU;
    const judgement = judgeStorage(context, "default", (storage) =>
      isOnDisk(storage)
        ? { state: "violated", at: storage.at }
        : satisfied(`uploads go to ${storage.backend}`),
    );
    if (judgement.state !== "violated") return judgement;
    const uploads = findUploads(context);
    if (uploads === undefined) return notApplicable("no model of the project's apps has a field for files");
    const related = uploads.at && [{ location: uploads.at, message: "Files are stored because of this" }];
    const verdict = verdictOn(
      settings,
      settings.defines("STORAGES") ? "STORAGES" : "MEDIA_ROOT",
      judgement,
      `Uploaded files (${uploads.where}) go to the dyno's disk: they are lost at the next deploy, or within a day, and other dynos never see them.`,
      { coveredBy: settings.defines(OLD_STORAGE_SETTINGS.default) ? "legacy-storage-setting" : undefined },
    );
    return { ...verdict, related: [...(related ?? []), ...(verdict.related ?? [])] };
  },
  fixes: [
    {
      title: `Store uploads on S3, in the bucket named in ${BUCKET_VARIABLE}`,
      safety: "review",
      preferred: true,
      edits: useS3,
    },
  ],
});

function useS3(context: RuleContext, { when }: Finding): readonly FileChange[] | undefined {
  const { snapshot, project } = context;
  const { module } = project.settings;
  // Where only a value in app.json sends uploads to the disk, the settings know another place already.
  if (when !== undefined || mayBeElsewhere(context)) return undefined;
  const session = new EditSession(snapshot);
  const requirement = addRequirement(snapshot, project.deployment.dependencies, ["django-storages[s3]"]);
  const editor = module && session.python(module.path);
  if (editor === undefined || requirement === undefined) return undefined;
  const bucket = environmentRead(editor, editor.text.length, BUCKET_VARIABLE, "required");
  if (bucket === undefined) return undefined;
  const code = [
    "{",
    '    "BACKEND": "storages.backends.s3.S3Storage",',
    '    "OPTIONS": {',
    `        "bucket_name": ${bucket},`,
    '        "file_overwrite": False,',
    "    },",
    "}",
  ].join("\n");
  if (!setStorage(context, session, "default", code)) return undefined;
  session.add(requirement);
  return session.changes();
}

/** Whether a variable sends uploads to another storage already, which this one would replace. */
function mayBeElsewhere({ settings }: RuleContext): boolean {
  if (!settings.defines("STORAGES")) return false;
  return settings.readings("STORAGES").some(({ value }) => {
    const storage = entry(value, "default");
    if (storage === null) return false;
    const backend = storage && entry(storage, "BACKEND");
    return backend?.kind !== "str" || !isDisk(backend.value);
  });
}
