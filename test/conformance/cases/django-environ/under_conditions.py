# env: {"PRODUCTION": "1", "DJANGO_NAME": "a", "NAME": "b"}
"""Attributes of the Env that differ by branch."""
import environ

env = environ.Env()
if env.bool("PRODUCTION", default=False):
    env.prefix = "DJANGO_"
SECRET_KEY = "x" * 50
NAME = env("NAME", default="c")
READERS = {name: getattr(env, name)("NUMBER", default=0) for name in ("int", "str")}
