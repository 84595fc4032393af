# env: {"APP_NAME": "shop", "APP_DEBUG": "1"}
import os


class Environment:
    prefix = "APP_"

    def __getattr__(self, name):
        try:
            return os.environ[self.prefix + name.upper()]
        except KeyError:
            raise AttributeError(name)


env = Environment()
NAME = getattr(env, "name", "unnamed")
DEBUG = hasattr(env, "debug")
PREFIX = env.prefix
