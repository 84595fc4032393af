import { findDependency } from "../../files/dependencies";
import { defineRule } from "../rule";

const CALL = "import django_heroku\n\ndjango_heroku.settings(locals())\n";

export default defineRule({
  id: "django-heroku-deprecated",
  group: "dependencies",
  severity: "warning",
  summary: "django-heroku is abandoned",
  docs: {
    why: "django-heroku has had no release since 2018, and Heroku has deprecated it: all releases before 0.3.1 are withdrawn from PyPI for that reason. Its one call sets ALLOWED_HOSTS, static files, the database, logging and SECRET_KEY without showing it in the settings, and partly in ways that newer versions of Django no longer support: it names the storage of static files in a setting that Django 5.1 and newer ignore.",
    how: "Delete the call and write the settings down: DATABASES with dj-database-url, ALLOWED_HOSTS, WhiteNoise in MIDDLEWARE and STORAGES, LOGGING to the console.",
    references: [
      "https://github.com/heroku/django-heroku",
      "https://devcenter.heroku.com/articles/django-app-configuration",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          "requirements.txt": "Django==5.2.8\ndjango-heroku==0.3.1\ngunicorn\n",
          "mysite/settings.py": CALL,
        },
      },
    ],
    good: [
      {
        "requirements.txt": "Django==5.2.8\ndj-database-url\ngunicorn\n",
        "mysite/settings.py": "import dj_database_url\n\nDATABASES = {'default': dj_database_url.config()}\n",
      },
    ],
  },

  check({ project: { deployment } }) {
    const found = findDependency(deployment.dependencies, "django-heroku");
    if (found === undefined || found.group === "development") return { state: "satisfied" };
    return {
      state: "violated",
      message:
        "Heroku has deprecated django-heroku, which has had no release since 2018: it sets what old versions of Django needed, and nobody maintains it.",
      at: found.at,
    };
  },
});
