# env: {"DATABASE_URL": "postgres://u:p@h:5432/name"}
"""What projects do with the dict."""
import environ

env = environ.Env()
SECRET_KEY = "x" * 50
DATABASES = {"default": env.db("DATABASE_URL", default="postgres:///local")}
DATABASES["default"]["ATOMIC_REQUESTS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
OPTIONS = {**DATABASES["default"], "NAME": "other"}
USER = DATABASES["default"].get("USER")
