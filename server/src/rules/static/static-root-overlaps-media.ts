import { relation } from "../../django/paths";
import { entry, truthy } from "../../settings/plain";
import { directoryOf, insideFolder } from "../directories";
import { defineRule, type RuleContext } from "../rule";
import { setValue } from "../settingEdits";
import { isLocalStorage, staticRootCode, staticStorage } from "../staticFiles";
import { isOnDisk, judgeStorage } from "../storages";
import { findUploads } from "../uploads";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const MODELS = {
  "blog/models.py":
    "from django.db import models\n\n\nclass Post(models.Model):\n    photo = models.ImageField(upload_to='posts')\n",
};
const settings = (root: string, media: string) =>
  [
    "import os",
    "from pathlib import Path",
    "",
    "BASE_DIR = Path(__file__).resolve().parent.parent",
    "INSTALLED_APPS = ['django.contrib.staticfiles', 'blog']",
    `STATIC_ROOT = ${root}`,
    `MEDIA_ROOT = ${media}`,
    "",
  ].join("\n");

export default defineRule({
  id: "static-root-overlaps-media",
  group: "static",
  severity: "warning",
  summary: "Uploads are kept inside STATIC_ROOT",
  docs: {
    why:
      "STATIC_ROOT is an output directory: `collectstatic --clear` empties it, uploads included, and a collected file " +
      "replaces an upload of the same name. What is in it is also served to everybody as a static file.",
    how: "Keep the two apart: `staticfiles` for what collectstatic writes, `media` for uploads.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#media-root",
      "https://docs.djangoproject.com/en/stable/ref/contrib/staticfiles/#collectstatic",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          ...MODELS,
          "mysite/settings.py": settings("BASE_DIR / 'static'", "BASE_DIR / 'static' / 'images'"),
        },
        fixed: {
          ...MODELS,
          "mysite/settings.py": settings("BASE_DIR / 'staticfiles'", "BASE_DIR / 'static' / 'images'"),
        },
      },
      {
        code: { ...MODELS, "mysite/settings.py": settings("BASE_DIR / 'files'", "BASE_DIR / 'files'") },
        fixed: {
          ...MODELS,
          "mysite/settings.py": settings("BASE_DIR / 'staticfiles'", "BASE_DIR / 'files'"),
        },
      },
    ],
    good: [
      { ...MODELS, "mysite/settings.py": settings("BASE_DIR / 'static'", "BASE_DIR / 'media'") },
      { ...MODELS, "mysite/settings.py": settings("BASE_DIR / 'static'", "os.environ['MEDIA_ROOT']") },
      settings("BASE_DIR / 'static'", "BASE_DIR / 'static' / 'images'"),
    ],
  },
  check(context) {
    if (!context.settings.defines("STATIC_ROOT") || !context.settings.defines("MEDIA_ROOT"))
      return notApplicable("the settings have only one of the two");
    if (!isLocalStorage(staticStorage(context.settings)))
      return notApplicable("static files are not kept in STATIC_ROOT, as far as is known");
    const judgement = judgeStorage(
      context,
      "default",
      (storage, root, media) => {
        if (!isOnDisk(storage))
          return notApplicable("uploads are not kept in MEDIA_ROOT, as far as is known");
        if (entry(storage.options, "location") !== null)
          return notApplicable("the storage has a location of its own");
        if (truthy(root) === false || truthy(media) === false)
          return notApplicable("one of the two is empty");
        const places = [directoryOf(context, media), directoryOf(context, root)] as const;
        if (places[0] === undefined || places[1] === undefined)
          return undecided(reasonOf(places[0] === undefined ? media : root));
        const relative = relation(places[0], places[1]);
        if (relative !== "matches" && relative !== "is inside") return satisfied();
        const how = relative === "matches" ? "is the same directory as" : "is inside";
        return {
          state: "violated",
          at: media.at,
          message: `MEDIA_ROOT ${how} STATIC_ROOT: collectstatic can replace or delete uploads, and they are served to everybody as static files.`,
        };
      },
      ["STATIC_ROOT", "MEDIA_ROOT"],
    );
    if (judgement.state !== "violated") return judgement;
    if (findUploads(context) === undefined)
      return notApplicable("no model of the project's apps has a field for files");
    return verdictOn(context.settings, "MEDIA_ROOT", judgement, "");
  },
  fixes: [
    {
      title: 'Set STATIC_ROOT to the directory "staticfiles"',
      safety: "review",
      preferred: true,
      edits(context) {
        // What is committed there would no longer be served.
        if (holdsFiles(context)) return undefined;
        return setValue(context, "STATIC_ROOT", (editor, offset) =>
          staticRootCode(context.settings, editor, offset),
        );
      },
    },
  ],
});

function holdsFiles(context: RuleContext): boolean {
  const directory = directoryOf(context, context.settings.value("STATIC_ROOT"));
  const inside = directory && insideFolder(context, directory);
  return inside === undefined || context.snapshot.directory(inside) !== undefined;
}
