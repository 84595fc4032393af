import type { FileChange } from "../../edits/edit";
import { join } from "../../paths";
import type { Location } from "../../syntax/text";
import { collectedOtherwise, needsCollecting } from "../collectstatic";
import { editOf, samePlace } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { notApplicable, satisfied } from "../verdicts";

const VARIABLE = "DISABLE_COLLECTSTATIC";
const OLD_FILE = ".heroku/collectstatic_disabled";

const project = {
  ...exampleProject,
  "mysite/settings.py": [
    "ROOT_URLCONF = 'mysite.urls'",
    "INSTALLED_APPS = ['django.contrib.staticfiles']",
    "MIDDLEWARE = [",
    "    'django.middleware.security.SecurityMiddleware',",
    "    'whitenoise.middleware.WhiteNoiseMiddleware',",
    "]",
    "STATIC_URL = 'static/'",
    "STATIC_ROOT = '/app/staticfiles'",
    "",
  ].join("\n"),
  "requirements.txt": "Django==5.2.8\ngunicorn\nwhitenoise\n",
  Procfile: "release: python manage.py migrate --noinput\nweb: gunicorn mysite.wsgi\n",
};
const appJson = (value: string) => `{\n  "env": {\n    "${VARIABLE}": ${value}\n  }\n}\n`;

export default defineRule({
  id: "collectstatic-disabled",
  group: "static",
  severity: "error",
  summary: "The build is told not to collect static files",
  docs: {
    why:
      "Heroku's Python buildpack runs collectstatic unless DISABLE_COLLECTSTATIC is set. Often it was set to get past an " +
      "error once; since then every build leaves STATIC_ROOT empty, and WhiteNoise has nothing to serve.",
    how: "Remove the variable, from the app's config vars, too, and set STATIC_ROOT so that collectstatic works.",
    references: ["https://devcenter.heroku.com/articles/django-assets"],
  },
  examples: {
    bad: [
      {
        code: { ...project, "app.json": appJson('"1"') },
        fixed: { ...project, "app.json": appJson('"0"') },
      },
      {
        code: { ...project, "app.json": appJson('{ "description": "Skip", "value": "true" }') },
        fixed: { ...project, "app.json": appJson('{ "description": "Skip", "value": "0" }') },
      },
      { code: { ...project, [OLD_FILE]: "" }, fixed: project },
    ],
    good: [
      { ...project, "app.json": appJson('"0"') },
      {
        ...project,
        "app.json": appJson('"1"'),
        Procfile: "web: python manage.py collectstatic --noinput && gunicorn mysite.wsgi\n",
      },
      {
        ...project,
        "app.json": appJson('"1"'),
        "mysite/settings.py":
          "import os\n\nSTORAGES = {'staticfiles': {'BACKEND': os.environ['STATIC_STORAGE']}}\n",
      },
    ],
  },
  check(context) {
    if (context.project.deployment.target !== "classic")
      return notApplicable("the buildpack that reads it does not build the app");
    const [found] = switches(context);
    if (found === undefined) return satisfied("nothing in the repository switches it off");
    const { judgement, consequence, severity } = needsCollecting(context);
    if (judgement.state !== "violated") return judgement;
    const otherwise = collectedOtherwise(context);
    if (otherwise !== undefined) return notApplicable(otherwise);
    return {
      state: "violated",
      message: `${found.source} keeps the build from collecting static files: ${consequence}`,
      at: found.at,
      severity,
    } satisfies Verdict;
  },
  fixes: [
    {
      title: (_, { at }) =>
        at.file.endsWith(OLD_FILE)
          ? "Delete the file"
          : "Set it to 0, so that the build collects static files",
      safety: "review",
      preferred: true,
      edits: (context, { at }) => switches(context).find((each) => samePlace(each.at, at))?.off,
    },
  ],
});

interface Switch {
  /** The start of a sentence: "DISABLE_COLLECTSTATIC in app.json". */
  readonly source: string;
  readonly at: Location;
  /** Takes it away. */
  readonly off: readonly FileChange[];
}

/** What switches collectstatic off. The buildpack takes any value for yes, other than 0 and nothing. */
function switches({ project: { deployment }, snapshot }: RuleContext): Switch[] {
  const { appJson, herokuYml, root } = deployment;
  const isOn = (each: { readonly name: string; readonly value: string | undefined }) =>
    each.name === VARIABLE && each.value !== undefined && each.value !== "" && each.value !== "0";
  const oldFile = snapshot.file(join(root, OLD_FILE));
  return [
    ...(appJson?.env ?? []).filter(isOn).map(({ valueRange }) => ({
      source: `${VARIABLE} in app.json`,
      at: { file: appJson!.path, ...valueRange! },
      off: [editOf(appJson!.path, { ...valueRange!, text: '"0"' })],
    })),
    ...(herokuYml?.setup.config ?? []).filter(isOn).map(({ range }) => ({
      source: `${VARIABLE} in heroku.yml`,
      at: { file: herokuYml!.path, ...range },
      off: [editOf(herokuYml!.path, { ...range, text: "0" })],
    })),
    ...(oldFile === undefined
      ? []
      : [
          {
            source: `The file ${OLD_FILE}`,
            at: { file: oldFile.path, start: 0, end: 0 },
            off: [{ kind: "delete", path: oldFile.path } as const],
          },
        ]),
  ];
}
