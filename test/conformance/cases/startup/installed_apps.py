# env: {"VARIANT": "text"}
# env: {"VARIANT": "none"}
# env: {"VARIANT": "tuple"}
# env: {"VARIANT": "dict"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
INSTALLED_APPS = {
    "default": [],
    "text": "django.contrib.auth",
    "none": None,
    "tuple": ("django.contrib.messages",),
    "dict": {},
}[VARIANT]
