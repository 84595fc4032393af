# env: {"PORT": "25", "LEVEL": "debug", "RATIO": "0.5", "DIRS": "/a:/b"}
# env: {"PORT": "25", "RATIO": "half"}
from pathlib import Path

from decouple import config

SECRET_KEY = "x" * 50


def level(value):
    return value.upper() if value else "NONE"


class Prefix:
    def __init__(self, prefix):
        self.prefix = prefix

    def __call__(self, value):
        return self.prefix + str(value)


PORT = config("PORT", cast=int, default="80")
POSITIONAL = config("PORT", 80, int), config("MISSING", 80)
LEVEL = config("LEVEL", default="", cast=level)
RATIO = config("RATIO", default=1, cast=float)
DIRS = config("DIRS", default="/x", cast=lambda v: [Path(part) for part in v.split(":")])
NAMED = config("PORT", default="none", cast=Prefix("port-"))
TEXT = config("MISSING", default=5, cast=str)
KEYWORD = config(option="PORT", default=None)
