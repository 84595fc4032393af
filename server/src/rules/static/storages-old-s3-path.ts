import { stringValue } from "../../edits/python/displays";
import type { Plain } from "../../settings/plain";
import type { Answer } from "../../settings/settings";
import { defineRule, type RuleContext, type Severity } from "../rule";
import { replaceAt } from "../settingEdits";
import { judgeStorage, OLD_STORAGE_SETTINGS, type StorageAlias, storageSetting } from "../storages";
import { notApplicable, satisfied, undecided, verdictOn } from "../verdicts";
import { packageAtLeast } from "../versions";

interface OldPath {
  readonly backend: string;
  /** The version of django-storages that has the new name, or that lost the old one. */
  readonly since: readonly [number, number];
  readonly message: string;
  readonly severity: Severity;
}

const RENAMED =
  "django-storages 1.14 renamed this class: the old name still works, but is kept only for old settings.";
const REMOVED =
  "django-storages no longer has the module storages.backends.s3boto: the first use of the storage raises an error.";

const renamed = (name: string): OldPath => ({
  backend: `storages.backends.s3.${name}`,
  since: [1, 14],
  message: RENAMED,
  severity: "hint",
});

const OLD_PATHS: Readonly<Record<string, OldPath>> = {
  "storages.backends.s3boto3.S3Boto3Storage": renamed("S3Storage"),
  "storages.backends.s3boto3.S3StaticStorage": renamed("S3StaticStorage"),
  "storages.backends.s3boto3.S3ManifestStaticStorage": renamed("S3ManifestStaticStorage"),
  "storages.backends.s3boto.S3BotoStorage": {
    backend: "storages.backends.s3.S3Storage",
    since: [1, 14],
    message: REMOVED,
    severity: "error",
  },
};

const SETTINGS = (backend: string) =>
  [
    "STORAGES = {",
    `    'default': {'BACKEND': '${backend}'},`,
    "    'staticfiles': {'BACKEND': 'whitenoise.storage.CompressedManifestStaticFilesStorage'},",
    "}",
    "",
  ].join("\n");
const withStorages = (version: string) => ({
  "requirements.txt": `boto3\nDjango==5.2.8\ndjango-storages${version}\ngunicorn\n`,
});

export default defineRule({
  id: "storages-old-s3-path",
  group: "static",
  severity: "hint",
  summary: "The storage for S3 has an old name",
  docs: {
    why:
      "django-storages 1.14 renamed its classes for S3: `storages.backends.s3.S3Storage` took the place of " +
      "`s3boto3.S3Boto3Storage`, which still works. The still older `s3boto.S3BotoStorage` was removed years ago.",
    how: "Use the new name. The options and the settings stay the same.",
    references: ["https://django-storages.readthedocs.io/en/latest/backends/amazon-S3.html"],
  },
  examples: {
    bad: [
      {
        code: {
          ...withStorages("==1.14.6"),
          "mysite/settings.py": SETTINGS("storages.backends.s3boto3.S3Boto3Storage"),
        },
        fixed: {
          ...withStorages("==1.14.6"),
          "mysite/settings.py": SETTINGS("storages.backends.s3.S3Storage"),
        },
      },
      {
        code: {
          ...withStorages(""),
          "mysite/settings.py": SETTINGS("storages.backends.s3boto.S3BotoStorage"),
        },
        fixed: { ...withStorages(""), "mysite/settings.py": SETTINGS("storages.backends.s3.S3Storage") },
      },
      {
        code: {
          ...withStorages("==1.14.6"),
          "mysite/settings.py": [
            "import os",
            "",
            "DEFAULT = {'BACKEND': 'django.core.files.storage.FileSystemStorage'}",
            "if os.environ.get('USE_S3'):",
            "    DEFAULT = {'BACKEND': 'storages.backends.s3boto3.S3Boto3Storage'}",
            "STORAGES = {",
            "    'default': DEFAULT,",
            "    'staticfiles': {'BACKEND': 'whitenoise.storage.CompressedManifestStaticFilesStorage'},",
            "}",
            "",
          ].join("\n"),
        },
      },
    ],
    good: [
      {
        ...withStorages("==1.13.2"),
        "mysite/settings.py": SETTINGS("storages.backends.s3boto3.S3Boto3Storage"),
      },
      { ...withStorages("==1.14.6"), "mysite/settings.py": SETTINGS("storages.backends.s3.S3Storage") },
      {
        ...withStorages("==1.14.6"),
        "mysite/settings.py":
          "import os\n\nSTORAGES = {'default': {'BACKEND': os.environ['FILES']}, 'staticfiles': {'BACKEND': 'a.B'}}\n",
      },
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (!["STORAGES", ...Object.values(OLD_STORAGE_SETTINGS)].some((name) => settings.defines(name)))
      return notApplicable("the storages are Django's default");
    const aliases: readonly StorageAlias[] = ["default", "staticfiles"];
    return aliases.map((alias) => {
      let found: OldPath | undefined;
      let answer: Answer | undefined;
      const judgement = judgeStorage(context, alias, ({ backend, at }): Answer => {
        const old = Object.hasOwn(OLD_PATHS, backend) ? OLD_PATHS[backend] : undefined;
        if (old === undefined) return satisfied();
        found = old;
        answer = packageAtLeast(project, "django-storages", old.since)
          ? { state: "violated", at, message: old.message }
          : undecided("django-storages may be older than 1.14");
        return answer;
      });
      const name = storageSetting(context, alias) ?? "STORAGES";
      // A name that works is old wherever it is written: it does not matter whether production uses this storage.
      const written = judgement.state === "undecided" && found?.severity === "hint" ? answer : undefined;
      return verdictOn(settings, name, written ?? judgement, "", { severity: found?.severity });
    });
  },
  fixes: [
    {
      title: (context, { at }) => `Use ${nameAt(context, at)?.backend ?? "the new name"}`,
      safety: "safe",
      preferred: true,
      edits(context, { at }) {
        const old = nameAt(context, at);
        return old && replaceAt(context, at, `"${old.backend}"`, (node) => stringValue(node) !== undefined);
      },
    },
  ],
});

/** The old name that is written at a place. */
function nameAt({ snapshot }: RuleContext, at: Exclude<Plain["at"], undefined>): OldPath | undefined {
  const text = snapshot.file(at.file)?.text.slice(at.start, at.end) ?? "";
  return Object.entries(OLD_PATHS).find(([name]) => text.slice(1, -1) === name)?.[1];
}
