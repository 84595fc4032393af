# env: {"VARIANT": "number"}
# env: {"VARIANT": "list"}
# env: {"VARIANT": "empty"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
INSTALLED_APPS = {
    "default": [None],
    "number": [5],
    "list": [["django.contrib.auth"]],
    "empty": [],
}[VARIANT]
