import { setJson } from "../../edits/json";
import { contains } from "../../settings/plain";
import { editOf } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const GEO = "https://github.com/heroku/heroku-geo-buildpack";

const project = (appJson: string, apps = '["django.contrib.gis"]') => ({
  ...exampleProject,
  Procfile: "web: gunicorn mysite.wsgi\n",
  "mysite/settings.py": `import os\n\nINSTALLED_APPS = ${apps}\n`,
  "app.json": appJson,
});

export default defineRule({
  id: "gis-needs-buildpack",
  group: "heroku",
  severity: "warning",
  summary: "GeoDjango's libraries are missing in apps that app.json creates",
  docs: {
    why: "GeoDjango loads the libraries GDAL and GEOS when its models are imported. Heroku's stacks do not have them, and no package of pip brings them; a buildpack does. An app that is created without that buildpack stops with “Could not find the GDAL library”.",
    how: "List Heroku's geo buildpack in app.json, before the Python buildpack.",
    references: [
      "https://github.com/heroku/heroku-geo-buildpack",
      "https://devcenter.heroku.com/articles/app-json-schema#buildpacks",
      "https://docs.djangoproject.com/en/stable/ref/contrib/gis/install/geolibs/",
    ],
  },
  examples: {
    bad: [
      {
        code: project('{\n  "buildpacks": [\n    { "url": "heroku/python" }\n  ]\n}\n'),
        fixed: project(
          `{\n  "buildpacks": [\n    { "url": "${GEO}" },\n    { "url": "heroku/python" }\n  ]\n}\n`,
        ),
      },
      { code: project('{\n  "addons": ["heroku-postgresql"]\n}\n') },
    ],
    good: [
      project(`{\n  "buildpacks": [{ "url": "${GEO}.git" }, { "url": "heroku/python" }]\n}\n`),
      project('{\n  "buildpacks": [{ "url": "heroku/python" }]\n}\n', 'os.environ["APPS"].split(",")'),
      project('{\n  "buildpacks": [{ "url": "heroku-community/apt" }, { "url": "heroku/python" }]\n}\n'),
    ],
  },

  check({ settings, project: { deployment } }) {
    const { appJson, target } = deployment;
    if (appJson === undefined || target !== "classic")
      return notApplicable("no app.json makes apps for Heroku's classic buildpack");
    if (!settings.defines("INSTALLED_APPS")) return satisfied("GeoDjango is not installed");
    const own = appJson.buildpacks.every(({ url }) => OF_HEROKU.test(url));
    const [first] = appJson.buildpacks;
    const at = { file: appJson.path, ...(first?.range ?? { start: 0, end: 1 }) };
    const judgement = settings.judge(["INSTALLED_APPS"], (apps) => {
      const geo = contains(apps, "django.contrib.gis");
      if (geo === undefined) return undecided(reasonOf(apps));
      if (!geo) return satisfied("GeoDjango is not installed");
      return own ? { state: "violated", at } : satisfied("a buildpack may bring the libraries");
    });
    return verdictOn(
      settings,
      "INSTALLED_APPS",
      judgement,
      "GeoDjango needs the libraries GDAL and GEOS, which Heroku's stacks do not have. app.json lists no buildpack that installs them, so in a new app importing GeoDjango's models fails.",
    );
  },

  fixes: [
    {
      title: "Add Heroku's geo buildpack to app.json",
      safety: "review",
      preferred: true,
      edits({ snapshot, project: { deployment } }) {
        const { appJson } = deployment;
        const document = appJson && snapshot.file(appJson.path);
        if (document === undefined || appJson === undefined) return undefined;
        const edits = appJson.keys.includes("buildpacks")
          ? setJson(document, [["buildpacks", 0], { url: GEO }])
          : setJson(document, [["buildpacks"], [{ url: GEO }, { url: "heroku/python" }]]);
        return edits && [editOf(appJson.path, ...edits)];
      },
    },
  ],
});

/** Heroku's own buildpacks for languages, which have no such libraries. */
const OF_HEROKU =
  /^(?:heroku\/(?:python|nodejs|ruby|go|java|php)|(?:https:\/\/github\.com\/heroku\/|urn:buildpack:heroku\/)?heroku-buildpack-(?:python|nodejs|pgbouncer|metrics)(?:\.git)?(?:#.*)?)$/;
