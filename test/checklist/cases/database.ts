import type { Cases } from "../cases";

export default {
  database: [
    {
      files:
        'import dj_database_url\n\nDATABASES = {"default": dj_database_url.parse("postgres://me@db.example.com/site")}\n',
      state: "ok",
    },
    {
      files: 'DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}}\n',
      state: "problem",
      at: "mysite/settings.py:1",
    },
  ],
} satisfies Cases;
