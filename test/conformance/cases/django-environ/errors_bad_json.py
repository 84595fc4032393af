# env: {"OPTIONS": "{'a': 1}"}
# env: {"OPTIONS": "[1, 2]"}
import environ

env = environ.Env()
SECRET_KEY = "x" * 50
try:
    CAUGHT = env.json("OPTIONS", default={})
except ValueError:
    CAUGHT = "no JSON"
OPTIONS = env.json("OPTIONS", default={})
