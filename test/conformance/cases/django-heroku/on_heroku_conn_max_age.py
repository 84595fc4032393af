# env: {"DATABASE_URL": "postgres://u:p@h:5432/n", "CI": "1"}
# env: {"DATABASE_URL": "postgres://u:p@h:5432/n", "CONN_MAX_AGE": "x"}
import django_on_heroku

CONN_MAX_AGE = 5
SECRET_KEY = "x" * 50
DATABASES = {}
MIDDLEWARE = []
BASE_DIR = "/tmp"
django_on_heroku.settings(locals(), staticfiles=False, logging=False, allowed_hosts=False)
ENGINE = DATABASES.get("default", {}).get("ENGINE", "none")
