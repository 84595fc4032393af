# env: {"DATABASE_URL": "postgres://u:p@h:5432/n"}
"""What projects change after the call."""
import os

import django_heroku

BASE_DIR = os.path.dirname(os.path.abspath(__file__))
SECRET_KEY = os.environ.get("SECRET_KEY", "x" * 50)
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}}
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
django_heroku.settings(locals(), logging=not os.environ.get("NO_LOGGING"))
options = DATABASES["default"].get("OPTIONS", {})
options.pop("sslmode", None)
del DATABASES["default"]["NAME"]
DATABASES["default"]["NAME"] = "last"
