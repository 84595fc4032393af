# env: {"NAME": "value", "EMPTY_FILE": "", "EMPTY": "plain"}
import environ

env = environ.FileAwareEnv(DEBUG=(bool, False))
SECRET_KEY = "x" * 50
NAME = env("NAME", default="default")
EMPTY = env("EMPTY", default="default")
DEBUG = env("DEBUG")
