# env: {"TOKEN": "t"}
import os

SECRET_KEY = "x" * 50
try:
    os.environ["NUMBER"] = 5
except TypeError:
    NUMBER = os.environ.get("NUMBER", "not written")
try:
    TOKEN = os.environ["TOKEN"]
except KeyError:
    os.environ["TOKEN"] = TOKEN = "fallback"
NAME = os.getenv(key="TOKEN", default="d") + os.environ.get("TOKEN", default="d")
try:
    BAD = os.environ.get(5)
except TypeError:
    BAD = "no string"
