# env: {"VARIANT": "text"}
# env: {"VARIANT": "tuple"}
# env: {"VARIANT": "set"}
# env: {"VARIANT": "dict"}
# env: {"VARIANT": "number"}
# env: {"VARIANT": "items"}
# env: {"VARIANT": "bytes"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
INSTALLED_APPS = ["django.contrib.sessions"]
SESSION_COOKIE_HTTPONLY = False
MIDDLEWARE = {
    "default": None,
    "text": "django.middleware.security.SecurityMiddleware",
    "tuple": ("django.middleware.security.SecurityMiddleware",),
    "set": {"django.middleware.security.SecurityMiddleware"},
    "dict": {"django.middleware.security.SecurityMiddleware": 1},
    "number": 5,
    "items": [None, 5],
    "bytes": b"x",
}[VARIANT]
