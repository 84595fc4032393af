# env: {"VARIANT": "without"}
# env: {"VARIANT": "absolute"}
# env: {"VARIANT": "host"}
# env: {"VARIANT": "empty"}
# env: {"VARIANT": "none"}
# env: {"VARIANT": "number"}
# env: {"VARIANT": "zero"}
# env: {"VARIANT": "slash"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
STATIC_URL = {
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
