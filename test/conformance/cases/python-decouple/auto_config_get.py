# env: {"NAME": "value"}
from decouple import config

SECRET_KEY = "x" * 50
NAME = config.get("NAME", "default")
