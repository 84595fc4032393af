import { truthy } from "../../settings/plain";
import { defineRule } from "../rule";
import { WHITENOISE_STORAGE } from "../staticFiles";
import { judgeStorage } from "../storages";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const STORAGES = [
  "STORAGES = {",
  "    'default': {'BACKEND': 'django.core.files.storage.FileSystemStorage'},",
  "    'staticfiles': {'BACKEND': 'whitenoise.storage.CompressedManifestStaticFilesStorage'},",
  "}",
].join("\n");

export default defineRule({
  id: "manifest-not-strict",
  group: "static",
  severity: "hint",
  summary: "WHITENOISE_MANIFEST_STRICT is off",
  docs: {
    why:
      "A page that links a file which collectstatic did not hash raises an error, so that tests and people notice. " +
      "With strictness off, Django writes a URL with a hash that no file has: the page loads, and the file is a 404.",
    how: "Collect all files that pages link, and delete the setting.",
    references: [
      "https://whitenoise.readthedocs.io/en/stable/django.html#WHITENOISE_MANIFEST_STRICT",
      "https://docs.djangoproject.com/en/stable/ref/contrib/staticfiles/#manifeststaticfilesstorage",
    ],
  },
  examples: {
    bad: [{ code: `${STORAGES}\nWHITENOISE_MANIFEST_STRICT = False\n` }],
    good: [
      `${STORAGES}\nWHITENOISE_MANIFEST_STRICT = True\n`,
      `import os\n\n${STORAGES}\nWHITENOISE_MANIFEST_STRICT = 'CI' not in os.environ\n`,
      "WHITENOISE_MANIFEST_STRICT = False\n",
    ],
  },
  check(context) {
    const name = "WHITENOISE_MANIFEST_STRICT";
    if (!context.settings.defines(name)) return satisfied("WhiteNoise is strict by default");
    const judgement = judgeStorage(
      context,
      "staticfiles",
      ({ backend }, strict) => {
        if (backend !== WHITENOISE_STORAGE)
          return notApplicable("WhiteNoise's storage with a manifest is not in use");
        if (strict.kind === "none") return satisfied();
        const on = truthy(strict);
        if (on === undefined) return undecided(reasonOf(strict));
        return on ? satisfied() : { state: "violated", at: strict.at };
      },
      [name],
    );
    return verdictOn(
      context.settings,
      name,
      judgement,
      "With WHITENOISE_MANIFEST_STRICT off, a link to a file that collectstatic did not hash is only a 404 in production, instead of an error that somebody notices.",
    );
  },
});
