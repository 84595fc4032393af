# env: {"DATABASE_URL": "postgres://u:p@h:5432/n"}
# env: {"DATABASE_URL": "sqlite:///x", "CONN_MAX_AGE": "60"}
# env: {"DATABASE_URL": "sqlite:///x", "CONN_MAX_AGE": "long"}
from pathlib import Path

import django_on_heroku

BASE_DIR = Path(__file__).resolve().parent
SECRET_KEY = "x" * 50
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "x"}}
MIDDLEWARE = ("a.B", "django.middleware.security.SecurityMiddleware", "c.D")
django_on_heroku.settings(locals(), db_ssl_required=False, test_runner=False, logging=False)
