# env: {"DATABASE_URL": "postgres://user:secret@db.example.com:5432/site"}
import os

import dj_database_url

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "local.sqlite3"}}
if "DATABASE_URL" in os.environ:
    DATABASES["default"] = dj_database_url.parse(os.environ["DATABASE_URL"], ssl_require=True)
