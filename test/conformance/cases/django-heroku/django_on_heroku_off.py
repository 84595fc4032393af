# env: {"DATABASE_URL": "postgres://u:p@h:5432/n", "CI": "1", "SECRET_KEY": "k"}
# env: {"CI": ""}
import django_on_heroku
import os

BASE_DIR = os.path.dirname(os.path.abspath(__file__))
SECRET_KEY = "x" * 50
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"]

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}}
django_on_heroku.settings(
    locals(),
    databases=False,
    test_runner=False,
    staticfiles=False,
    allowed_hosts=False,
    logging=False,
    secret_key=False,
)
ALLOWED_HOSTS = ["example.com"]
