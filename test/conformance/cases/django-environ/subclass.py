# env: {"DATABASE_URL": "tenants://u:p@h/n", "DEBUG": "sure", "HOSTS": "a|b"}
# env: {"DATABASE_URL": "postgres://u:p@h/n", "DEBUG": "true"}
"""A subclass with schemes, words and methods of its own."""
import environ


class Env(environ.Env):
    BOOLEAN_TRUE_STRINGS = environ.Env.BOOLEAN_TRUE_STRINGS + ("sure",)
    DB_SCHEMES = {**environ.Env.DB_SCHEMES, "tenants": "django_tenants.postgresql_backend"}
    SEPARATOR = "|"

    def pipes(self, var, default=()):
        value = self.str(var, default=None)
        return list(default) if value is None else value.split(self.SEPARATOR)


env = Env(DEBUG=(bool, False))
SECRET_KEY = "x" * 50
DEBUG_MODE = env("DEBUG"), env.bool("DEBUG")
DB = env.db(default="sqlite:///x")
HOSTS = env.pipes("HOSTS", default=["c"])
SCHEMES = "tenants" in Env.DB_SCHEMES, "tenants" in environ.Env.DB_SCHEMES, "mysql" in env.DB_SCHEMES
NAME = Env.DEFAULT_DATABASE_ENV
env.prefix = "NO_"
PREFIXED = env.int("NUMBER", default=3)
