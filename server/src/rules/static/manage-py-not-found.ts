import { relative } from "../../paths";
import { collectedOtherwise, needsCollecting } from "../collectstatic";
import { exampleProject } from "../exampleProject";
import { defineRule, type Verdict } from "../rule";
import { notApplicable, satisfied } from "../verdicts";

const SETTINGS = [
  "from pathlib import Path",
  "",
  "BASE_DIR = Path(__file__).resolve().parent.parent",
  "ROOT_URLCONF = 'mysite.urls'",
  "INSTALLED_APPS = ['django.contrib.staticfiles']",
  "MIDDLEWARE = [",
  "    'django.middleware.security.SecurityMiddleware',",
  "    'whitenoise.middleware.WhiteNoiseMiddleware',",
  "]",
  "STATIC_URL = 'static/'",
  "STATIC_ROOT = BASE_DIR / 'staticfiles'",
  "",
].join("\n");

const projectIn = (directory: string, settings = SETTINGS) => ({
  ...Object.fromEntries(
    Object.entries(exampleProject).map(([path, text]) => [`${directory}/${path}`, text] as const),
  ),
  [`${directory}/mysite/settings.py`]: settings,
  "requirements.txt": "Django==5.2.8\ngunicorn\nwhitenoise\n",
  Procfile: `release: python ${directory}/manage.py migrate --noinput\nweb: gunicorn --chdir ${directory} mysite.wsgi\n`,
});
const PROJECT_TOML = '[_]\nschema-version = "0.2"\n\n[[io.buildpacks.group]]\nid = "heroku/python"\n';

export default defineRule({
  id: "manage-py-not-found",
  group: "static",
  severity: "error",
  summary: "Heroku's build does not find manage.py",
  docs: {
    why:
      "The build runs collectstatic with the manage.py that it finds: the classic buildpack looks in the root and two " +
      "directories down, the cloud-native one only in the root. Where it finds none it goes on without a warning, and " +
      "STATIC_ROOT stays empty.",
    how: "Move manage.py up, or deploy the directory that it is in.",
    references: ["https://devcenter.heroku.com/articles/django-assets"],
  },
  examples: {
    bad: [
      { code: projectIn("apps/site/backend") },
      { code: { ...projectIn("backend"), "project.toml": PROJECT_TOML } },
    ],
    good: [
      projectIn("site/backend"),
      projectIn(
        "apps/site/backend",
        `import os\n${SETTINGS.replace("BASE_DIR / 'staticfiles'", "os.environ['STATIC_ROOT']")}`,
      ),
      {
        ...projectIn("apps/site/backend"),
        "bin/post_compile": "python apps/site/backend/manage.py collectstatic\n",
      },
    ],
  },
  check(context) {
    const { managePy, deployment } = context.project;
    const { target, root } = deployment;
    if ((target !== "classic" && target !== "cnb") || managePy === undefined)
      return notApplicable("no buildpack of Heroku looks for a manage.py of it");
    const path = relative(root, managePy);
    const depth = path.split("/").length;
    if (path.startsWith("..")) return notApplicable("manage.py is outside of what is deployed");
    if (depth <= (target === "cnb" ? 1 : 3)) return satisfied();
    const { judgement, consequence, severity } = needsCollecting(context);
    if (judgement.state !== "violated") return judgement;
    const buildpacks = deployment.appJson?.buildpacks ?? [];
    if (buildpacks.some(({ url }) => !/^heroku\/python$|heroku-buildpack-python/.test(url)))
      return notApplicable("another buildpack may move it");
    const otherwise = collectedOtherwise(context);
    if (otherwise !== undefined) return notApplicable(otherwise);
    const where = target === "cnb" ? "only in the root" : "at most two directories deep";
    return {
      state: "violated",
      message: `Heroku's build looks for manage.py ${where} and does not find it, so it collects no static files: ${consequence}`,
      at: { file: managePy, start: 0, end: 0 },
      severity,
    } satisfies Verdict;
  },
});
