# env: {"VARIANT": "without"}
# env: {"VARIANT": "empty"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
STATIC_URL = "static/"
FORCE_SCRIPT_NAME = "/app"
MEDIA_URL = {
    "default": "static/",
    "without": "static",
    "absolute": "/static/",
    "host": "https://cdn.example.com/static",
    "empty": "",
    "none": None,
    "number": 5,
    "zero": 0,
    "slash": "/",
}[VARIANT]
