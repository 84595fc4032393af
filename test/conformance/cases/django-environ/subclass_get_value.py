# env: {"NAME": "value"}
# unknown: NAME
"""A subclass that replaces what the methods of Env call."""
import environ


class Env(environ.Env):
    def get_value(self, var, cast=None, default=environ.Env.NOTSET, parse_default=False):
        return "always"


env = Env()
SECRET_KEY = "x" * 50
NAME = env.str("NAME", default="default")
