# env: {"VARIANT": "both"}
# env: {"VARIANT": "empty"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
INSTALLED_APPS = ["django.contrib.staticfiles"]
STORAGES = {
    "default": {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}},
    "both": {"default": {}, "staticfiles": {"BACKEND": "x"}},
    "empty": {},
}[VARIANT]
