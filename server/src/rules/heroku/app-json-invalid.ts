import { NOT_ON_HEROKU } from "../commands";
import { exampleProject } from "../exampleProject";
import { problemVerdicts, suggestedFix } from "../manifestProblems";
import { defineRule } from "../rule";

const withAppJson = (text: string) => ({
  ...exampleProject,
  Procfile: "web: gunicorn mysite.wsgi\n",
  "app.json": text,
});

export default defineRule({
  id: "app-json-invalid",
  group: "heroku",
  severity: "error",
  summary: "app.json is not what Heroku expects",
  docs: {
    why: "Heroku reads app.json when it creates an app: for a review app, for a test run of Heroku CI, behind a “Deploy to Heroku” button. A file that is not valid JSON, or that has a list where an object belongs, stops it there. A key that Heroku does not know is skipped without a word, and with it an add-on or a config var.",
    how: "Write it as Heroku's reference has it: `env`, `formation`, `scripts` and `environments` are objects, `addons` and `buildpacks` are lists, the values of config vars are strings.",
    references: [
      "https://devcenter.heroku.com/articles/app-json-schema",
      "https://devcenter.heroku.com/articles/github-integration-review-apps",
    ],
  },
  examples: {
    bad: [
      {
        code: withAppJson('{\n  "name": "site",\n  "addons": ["heroku-postgresql"],\n}\n'),
        fixed: withAppJson('{\n  "name": "site",\n  "addons": ["heroku-postgresql"]\n}\n'),
      },
      {
        code: withAppJson('{\n  "addon": ["heroku-postgresql"]\n}\n'),
        fixed: withAppJson('{\n  "addons": ["heroku-postgresql"]\n}\n'),
      },
      {
        code: withAppJson('{\n  "env": { "WEB_CONCURRENCY": 2 }\n}\n'),
        fixed: withAppJson('{\n  "env": { "WEB_CONCURRENCY": "2" }\n}\n'),
      },
      { code: withAppJson('{\n  "formation": [{ "process": "web", "quantity": 1 }]\n}\n') },
    ],
    good: [
      withAppJson(
        '{\n  "env": { "SECRET_KEY": { "generator": "secret" }, "SITE": { "value": "$HOME", "required": false } },\n  "addons": [{ "plan": "heroku-postgresql", "as": "DATABASE" }, "heroku-redis:mini"],\n  "formation": { "web": { "quantity": 1, "size": "basic" } },\n  "buildpacks": [{ "url": "heroku/python" }],\n  "environments": { "test": { "scripts": { "test": "python manage.py test" } } }\n}\n',
      ),
      withAppJson('{\n  "name": "site",\n  "author": "me"\n}\n'),
      // Expo's.
      { ...exampleProject, "app.json": '{ "expo": { "name": "site", "scheme": "site" }, "addon": [] }\n' },
    ],
  },

  check({ project }) {
    const { appJson, heroku } = project.deployment;
    if (!heroku) return NOT_ON_HEROKU;
    if (appJson === undefined) return { state: "not-applicable", reason: "there is no app.json of Heroku" };
    return problemVerdicts(appJson);
  },

  fixes: [suggestedFix(({ deployment }) => deployment.appJson)],
});
