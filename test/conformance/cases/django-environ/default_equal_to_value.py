# env: {"DEBUG": "False", "PORT": "8000", "LIST": "a,b"}
# env: {"DEBUG": "True", "PORT": "9000", "LIST": "c"}
"""A value equal to the default is not parsed, and so stays a string."""
import environ

env = environ.Env()
SECRET_KEY = "x" * 50
IS_DEBUG = env.bool("DEBUG", default="False")
PORT = env.int("PORT", default="8000")
LIST = env.list("LIST", default="a,b")
PARSED = env("PORT", cast=int, default="8000", parse_default=True)
