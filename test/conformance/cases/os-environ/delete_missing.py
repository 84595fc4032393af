# env: {"TOKEN": "t"}
import os

SECRET_KEY = "x" * 50
try:
    del os.environ["OTHER"]
except KeyError:
    OTHER = "was not set"
del os.environ["TOKEN"]
TOKEN = os.environ.get("TOKEN", "deleted")
