# env: {"DATABASE_URL": "postgres://u:p@h:5432/n"}
# env: {"DATABASE_URL": "postgres://u:p@h:5432/n?sslmode=disable", "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"}
# env: {"DATABASE_URL": "other://h"}
# env: {"CI": "1", "SECRET_KEY": ""}
import django_on_heroku
import os

BASE_DIR = os.path.dirname(os.path.abspath(__file__))
SECRET_KEY = "x" * 50
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"]

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}}
django_on_heroku.settings(locals())
