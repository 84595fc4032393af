# env: {"DEBUG": "False"}
import environ

env = environ.Env()
DEBUG = env.bool("DEBUG", default="False")
NONE = env("NOTHING", default=None)
