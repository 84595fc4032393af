# env: {"NAME": "value", "EMPTY": "", "DJANGO_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"}
import os

SECRET_KEY = os.environ.get("DJANGO_SECRET_KEY", "development-only")
PLAIN = os.environ.get("NAME")
DEFAULT = os.environ.get("NAME", "default")
GETENV = os.getenv("NAME")
GETENV_DEFAULT = os.getenv("MISSING", "fallback")
KEYWORD = os.getenv("MISSING", default="keyword")
OF_EMPTY = os.environ.get("EMPTY", "not used")
OR = os.environ.get("EMPTY") or "used for empty and missing"
NUMBER_DEFAULT = os.environ.get("MISSING", 5)
