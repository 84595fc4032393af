# env: {"DATABASE_URL": "postgres://u:p@h:5432/n", "HEROKU_POSTGRESQL_RED_URL": "postgres://r:p@h/red", "HEROKU_POSTGRESQL_BLUE_URL": "postgres://b:p@h/blue"}
from django_heroku import settings
import os

BASE_DIR = os.path.dirname(os.path.abspath(__file__))
SECRET_KEY = "x" * 50
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"]

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "x"}}
settings(config=globals(), db_colors=True, logging=False, staticfiles=False)
NAMES = sorted(DATABASES)
