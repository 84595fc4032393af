# env: {"DJANGO_DEBUG": "1", "DEBUG": "0", "DJANGO_HOSTS": "a", "APP_HOSTS": "b", "DATABASE_URL": "sqlite:///a", "DJANGO_DATABASE_URL": "sqlite:///b"}
import environ

env = environ.Env(DJANGO_DEBUG=(bool, False))
env.prefix = "DJANGO_"
SECRET_KEY = "x" * 50
DEBUG = env("DEBUG")
HOSTS = env.list("HOSTS", default=[])
IN = "DEBUG" in env, "DJANGO_DEBUG" in env
NAME = env.db(default="sqlite:///c")["NAME"]
env.prefix = "APP_"
LATER = env.list("HOSTS", default=[])
NAME_OF_PREFIX = env.prefix
