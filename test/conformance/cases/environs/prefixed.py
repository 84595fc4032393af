# env: {"DJANGO_DEBUG": "1", "DEBUG": "0", "DJANGO_DB_NAME": "a", "NAME": "b", "APP_NAME": "c"}
from environs import Env

env = Env()
SECRET_KEY = "x" * 50
with env.prefixed("DJANGO_"):
    DEBUG = env.bool("DEBUG", False)
    with env.prefixed("DB_") as inner:
        NAME = inner.str("NAME", "default")
    AGAIN = env.bool("DEBUG", False)
OUTSIDE = env.bool("DEBUG", True), env("NAME", "default")
own = Env(prefix="APP_")
OWN = own("NAME", "default")
with own.prefixed("X_"):
    NESTED = own("NAME", "default")
