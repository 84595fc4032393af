import { basename } from "../../paths";
import { settingsDefaults } from "../../project/modules";
import type { SettingsChoice } from "../../project/project";
import type { Location } from "../../syntax/text";
import { editOf } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext } from "../rule";
import { notApplicable, satisfied } from "../verdicts";

const development = (text: string) => text.replaceAll("mysite.settings", "mysite.settings.dev");

/** The example project with settings for development and for production. */
const SPLIT = {
  "manage.py": development(exampleProject["manage.py"]),
  "mysite/settings/__init__.py": "",
  "mysite/settings/base.py": 'ROOT_URLCONF = "mysite.urls"\nINSTALLED_APPS = []\n',
  "mysite/settings/dev.py": "from .base import *\n\nDEBUG = True\n",
  "mysite/settings/production.py":
    'import os\n\nfrom .base import *\n\nALLOWED_HOSTS = [os.environ["HOST"]]\n',
  "mysite/wsgi.py": development(exampleProject["mysite/wsgi.py"]),
  Procfile: "web: gunicorn mysite.wsgi\n",
} as const;

export default defineRule({
  id: "wrong-settings-module",
  group: "config",
  severity: "warning",
  summary: "The web server falls back to settings that are not production's",
  docs: {
    why:
      "wsgi.py names the settings that the site runs with where DJANGO_SETTINGS_MODULE is not set. If it names those for " +
      "development, an app whose variable somebody forgot runs with DEBUG, without HTTPS, and with a key that is in the " +
      "source, and nothing tells you.",
    how:
      "Name the production settings in wsgi.py and asgi.py; manage.py may keep those for development. Or set the " +
      "variable where the repository shows it, for example in app.json.",
    references: [
      "https://docs.djangoproject.com/en/stable/howto/deployment/wsgi/#configuring-the-settings-module",
      "https://docs.djangoproject.com/en/stable/topics/settings/#designating-the-settings",
      "https://devcenter.heroku.com/articles/config-vars",
    ],
  },
  examples: {
    bad: [
      {
        code: SPLIT,
        fixed: {
          ...SPLIT,
          "mysite/wsgi.py": SPLIT["mysite/wsgi.py"].replace("settings.dev", "settings.production"),
        },
      },
      {
        // What every environment shares is no production settings module either.
        code: {
          "manage.py": exampleProject["manage.py"].replaceAll("mysite.settings", "mysite.config.base"),
          "mysite/config/__init__.py": "",
          "mysite/config/base.py": SPLIT["mysite/settings/base.py"],
          "mysite/config/production.py": SPLIT["mysite/settings/production.py"],
          "mysite/wsgi.py": exampleProject["mysite/wsgi.py"].replaceAll(
            "mysite.settings",
            "mysite.config.base",
          ),
          Procfile: SPLIT.Procfile,
        },
      },
      {
        code: {
          "manage.py": SPLIT["manage.py"],
          "mysite/settings/__init__.py": "",
          "mysite/settings/base.py": SPLIT["mysite/settings/base.py"],
          "mysite/settings/staging.py": "from .production import *\n",
          "mysite/settings/production.py": SPLIT["mysite/settings/production.py"],
          "mysite/wsgi.py": exampleProject["mysite/wsgi.py"].replace(
            "mysite.settings",
            "mysite.settings.production",
          ),
          Dockerfile: "FROM python:3.13\nENV DJANGO_SETTINGS_MODULE=mysite.settings.staging\n",
        },
      },
    ],
    good: [
      {
        ...SPLIT,
        "mysite/wsgi.py": SPLIT["mysite/wsgi.py"].replace("settings.dev", "settings.production"),
      },
      {
        ...SPLIT,
        "app.json": '{"env": {"DJANGO_SETTINGS_MODULE": {"value": "mysite.settings.production"}}}\n',
      },
      { ...SPLIT, Procfile: "web: DJANGO_SETTINGS_MODULE=mysite.settings.production gunicorn mysite.wsgi\n" },
    ],
  },
  check({ project }) {
    const { module, passedOver } = project.settings;
    if (module === undefined) return notApplicable("there is no settings module");
    if (passedOver === undefined) return satisfied();
    return {
      state: "violated",
      at: passedOver.at,
      // Elsewhere the server's own configuration may well set it.
      severity: project.deployment.heroku ? "warning" : "info",
      message: messageOf(passedOver, module.name),
    };
  },
  fixes: [
    {
      title: ({ project }) => `Start with ${project.settings.module?.name}`,
      safety: "review",
      preferred: true,
      edits(context) {
        const { module } = context.project.settings;
        const places = defaultsOf(context);
        if (module === undefined || places.length === 0) return undefined;
        return places.map(({ file, start, end }) => editOf(file, { start, end, text: module.name }));
      },
    },
  ],
});

function messageOf({ module, at }: NonNullable<SettingsChoice["passedOver"]>, production: string): string {
  const made = `${module}, which is not made for production`;
  if (!at.file.endsWith(".py"))
    return `${basename(at.file)} sets DJANGO_SETTINGS_MODULE to ${made}, and no file here sets it to ${production}: the site runs with that only if the platform does.`;
  return `Without the variable DJANGO_SETTINGS_MODULE the site runs with ${made}, and no file here sets it to ${production}.`;
}

/** Where wsgi.py and asgi.py name the module that was passed over. */
function defaultsOf({ project, snapshot }: RuleContext): readonly Location[] {
  const { passedOver } = project.settings;
  return [...project.wsgi, ...project.asgi].flatMap(({ path }) => {
    const document = snapshot.file(path);
    const named = document === undefined ? [] : settingsDefaults(document);
    return named.flatMap(({ module, at }) => (module === passedOver?.module ? [at] : []));
  });
}
