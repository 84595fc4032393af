# env: {"VARIANT": "text"}
# env: {"VARIANT": "none"}
# env: {"VARIANT": "true"}
# env: {"VARIANT": "word"}
# env: {"VARIANT": "float"}
# env: {"VARIANT": "half"}
# env: {"VARIANT": "list"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
INSTALLED_APPS = ["django.contrib.sites"]
SITE_ID = {
    "default": 1,
    "text": "1",
    "none": None,
    "true": True,
    "word": "one",
    "float": 1.0,
    "half": 1.5,
    "list": [1],
}[VARIANT]
