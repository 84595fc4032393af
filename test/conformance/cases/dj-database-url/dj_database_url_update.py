# env: {"DATABASE_URL": "postgres://user:secret@db.example.com:5432/site"}
import dj_database_url

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "local.sqlite3"}}
DATABASES["default"].update(dj_database_url.config(conn_max_age=500))
