# env: {"VARIANT": "true"}
# env: {"VARIANT": "text"}
# env: {"VARIANT": "empty"}
# env: {"VARIANT": "none"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
DEBUG = {
    "default": False,
    "true": True,
    "text": "False",
    "empty": "",
    "none": None,
}[VARIANT]
