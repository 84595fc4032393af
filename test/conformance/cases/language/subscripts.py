DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}}
DATABASES["default"]["CONN_MAX_AGE"] = 600
DATABASES["default"]["OPTIONS"] = {"timeout": 20}
DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL;"
DATABASES["default"].update({"ATOMIC_REQUESTS": True})
DATABASES["default"]["TEST"] = dict(NAME="test.sqlite3")
LOGGING = {"version": 1, "handlers": {"console": {"class": "logging.StreamHandler"}}}
LOGGING["root"] = {"handlers": ["console"], "level": "INFO"}
LOGGING["root"]["handlers"] += []
LEVEL = LOGGING["root"]["level"]
MISSING = LOGGING.get("loggers", {})
ENGINE = DATABASES["default"].get("ENGINE")
