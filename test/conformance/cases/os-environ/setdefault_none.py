# env: {"TOKEN": "t"}
import os

SECRET_KEY = "x" * 50
TOKEN = os.environ.setdefault("TOKEN", None)
