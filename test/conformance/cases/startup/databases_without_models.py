# env: {"VARIANT": "no_default"}
# env: {"VARIANT": "none"}
# env: {"VARIANT": "url"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
DATABASES = {
    "default": {"default": {"ENGINE": "django.db.backends.nothing"}},
    "no_default": {"other": {}},
    "none": None,
    "url": {"default": "postgres://localhost/x"},
}[VARIANT]
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.sessions"]
