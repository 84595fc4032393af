# env: {"APP_NAME": "shop", "APP_DEBUG": "1", "OTHER": "x"}
"""os.environ as a mapping: views, copies, unpacking, operators."""
import os
from os import environ

SECRET_KEY = "x" * 50
APP = {key[4:]: value for key, value in os.environ.items() if key.startswith("APP_")}
NAMES = sorted(name for name in environ if name != "DJANGO_SETTINGS_MODULE")
KEYS = sorted(environ.keys())
COUNT = len([value for value in environ.values() if value == "x"])
COPY = environ.copy()
COPY["OTHER"] = "changed"
OTHER = environ.get("OTHER"), COPY.get("OTHER")
MERGED = (environ | {"OTHER": "merged"})["OTHER"], {**environ, "OTHER": "display"}["OTHER"]
DICT = dict(os.environ).get("APP_NAME", "none")
CONFIG = {"APP_NAME": "default"}
CONFIG.update(os.environ)
NAME = CONFIG["APP_NAME"]
for number, item in enumerate(sorted(os.environ)):
    if item.startswith("APP_"):
        globals()[item] = os.environ[item]
