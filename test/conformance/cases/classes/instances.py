# env: {"DB_HOST": "db.example.com"}
import os


class Database:
    engine = "django.db.backends.postgresql"

    def __init__(self, name, host=None, **options):
        self.name = name
        self.host = host or os.environ.get("DB_HOST", "localhost")
        self.options = options

    def as_dict(self):
        return {
            "ENGINE": self.engine,
            "NAME": self.name,
            "HOST": self.host,
            "OPTIONS": self.options,
        }


default = Database("site", sslmode="require")
replica = Database("site", host="replica")
replica.engine = "custom"
default.options["connect_timeout"] = 5
DATABASES = {"default": default.as_dict(), "replica": replica.as_dict()}
ENGINE = Database.engine
SAME = default is default, default is replica, default == replica, default != replica
KIND = isinstance(default, Database), isinstance(default, str), type(default) is Database
