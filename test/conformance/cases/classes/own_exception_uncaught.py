# env: {"SECRET_KEY": "x"}
import os


class MissingSetting(Exception):
    """A setting that production needs."""


if "SECRET_KEY" not in os.environ:
    raise MissingSetting("SECRET_KEY")
