import type { FileChange } from "../../edits/edit";
import { dictValue, removeKey } from "../../edits/python/displays";
import { EditSession } from "../../edits/session";
import { entry, type Plain } from "../../settings/plain";
import { OVERRIDDEN } from "../../settings/settings";
import { defineRule, type RuleContext } from "../rule";
import { assignedValue, removeAssignment } from "../settingEdits";
import { isS3, judgeStorage, optionOf } from "../storages";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const SETTING = "AWS_DEFAULT_ACL";
const PARAMETERS = "AWS_S3_OBJECT_PARAMETERS";

/** The canned ACLs that let others read. */
const READERS: Readonly<Record<string, string>> = {
  "public-read": "anybody who has or guesses its address",
  "public-read-write": "anybody who has or guesses its address",
  "authenticated-read": "anybody with an account at AWS",
};

const storages = (options: string) => [
  "STORAGES = {",
  `    'default': {'BACKEND': 'storages.backends.s3.S3Storage'${options}},`,
  "    'staticfiles': {'BACKEND': 'whitenoise.storage.CompressedManifestStaticFilesStorage'},",
  "}",
];

export default defineRule({
  id: "s3-public-by-default",
  group: "static",
  severity: "info",
  summary: "Uploads to S3 can be read by everybody",
  docs: {
    why:
      "The ACL is put on every file that is uploaded, an invoice as well as a picture of a product, and no login guards " +
      "their addresses. Buckets that AWS creates today refuse uploads with such an ACL unless ACLs are switched on.",
    how:
      "Leave the ACL out: files are then private, and django-storages signs each link for an hour. Keep what really is " +
      "for everybody in a storage of its own.",
    references: [
      "https://django-storages.readthedocs.io/en/latest/backends/amazon-S3.html",
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",
    ],
  },
  examples: {
    bad: [
      {
        code: [...storages(""), "AWS_DEFAULT_ACL = 'public-read'", ""].join("\n"),
        fixed: [...storages(""), ""].join("\n"),
      },
      {
        code: [...storages(", 'OPTIONS': {'default_acl': 'public-read', 'file_overwrite': False}"), ""].join(
          "\n",
        ),
        fixed: [...storages(", 'OPTIONS': {'file_overwrite': False}"), ""].join("\n"),
      },
    ],
    good: [
      [...storages(""), "AWS_DEFAULT_ACL = None", ""].join("\n"),
      [...storages(", 'OPTIONS': {'default_acl': 'private'}"), "AWS_DEFAULT_ACL = 'public-read'", ""].join(
        "\n",
      ),
      ["import os", "", ...storages(""), "AWS_DEFAULT_ACL = os.environ['ACL']", ""].join("\n"),
    ],
  },
  check(context) {
    const { settings } = context;
    if (!settings.defines("STORAGES") && !settings.defines("DEFAULT_FILE_STORAGE"))
      return notApplicable("uploads do not go to S3");
    const judgement = judgeStorage(
      context,
      "default",
      (storage, isSet, setting, hasParameters, parameters) => {
        if (!isS3(storage)) return notApplicable("uploads do not go to S3, as far as is known");
        const own = optionOf(storage, "object_parameters", hasParameters, parameters);
        // An ACL among the parameters wins.
        const written = own && entry(own, "ACL");
        if (own === undefined || (own !== null && written === undefined))
          return undecided("the parameters of uploads are not fully known");
        const acl = written ?? optionOf(storage, "default_acl", isSet, setting);
        if (acl === null) return satisfied("files are private by default");
        if (acl === undefined) return undecided(reasonOf(storage.options));
        if (acl.kind === "none") return satisfied();
        if (acl.kind !== "str") return undecided(reasonOf(acl));
        const readers = Object.hasOwn(READERS, acl.value) ? READERS[acl.value] : undefined;
        return readers === undefined
          ? satisfied()
          : {
              state: "violated",
              at: acl.at,
              message: `Every uploaded file gets the ACL ${acl.value}: ${readers} can read it, whatever the site's own permissions say.`,
            };
      },
      [OVERRIDDEN + SETTING, SETTING, OVERRIDDEN + PARAMETERS, PARAMETERS],
    );
    return verdictOn(settings, SETTING, judgement, "");
  },
  fixes: [
    {
      title: "Remove the ACL, so that uploads are private",
      safety: "review",
      preferred: true,
      edits: makePrivate,
    },
  ],
});

/** Settings and options with which the ACL may come from elsewhere, or links are not signed and private files not found. */
const UNSIGNED = [
  [PARAMETERS, "object_parameters"],
  ["AWS_QUERYSTRING_AUTH", "querystring_auth"],
  ["AWS_S3_CUSTOM_DOMAIN", "custom_domain"],
] as const;

function makePrivate(context: RuleContext): readonly FileChange[] | undefined {
  const { settings, snapshot } = context;
  const session = new EditSession(snapshot);
  const found = assignedValue(context, session, "STORAGES");
  const options = dictValue(dictValue(found?.value, "default"), "OPTIONS");
  const isUnsigned = UNSIGNED.some(
    ([name, key]) => settings.defines(name) || dictValue(options, key) !== undefined,
  );
  if (isUnsigned) return undefined;
  if (dictValue(options, "default_acl") !== undefined) {
    const removed = options?.type === "Dict" && removeKey(found!.editor, options, "default_acl");
    return removed ? session.changes() : undefined;
  }
  // The setting may be what makes static files public.
  return mentionsOnce(settings.value("STORAGES")) ? removeAssignment(context, SETTING) : undefined;
}

/** Whether only one storage is one of django-storages'. */
function mentionsOnce(storages: Plain): boolean {
  if (storages.kind !== "dict" || storages.open !== undefined) return false;
  const backends = storages.entries.map(([, storage]) =>
    storage.kind === "dict"
      ? storage.entries.find(([key]) => key.kind === "str" && key.value === "BACKEND")?.[1]
      : undefined,
  );
  const local = backends.filter(
    (backend) => backend?.kind === "str" && /^(?:django|whitenoise)\./.test(backend.value),
  );
  return backends.length - local.length === 1;
}
