# env: {"VARIANT": "static"}
# env: {"VARIANT": "file"}
# env: {"VARIANT": "old"}
# env: {"VARIANT": "list"}
# env: {"VARIANT": "none inside"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if VARIANT == "static":
    STATICFILES_STORAGE = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
if VARIANT == "file":
    DEFAULT_FILE_STORAGE = "django.core.files.storage.FileSystemStorage"
if VARIANT == "old":
    STATICFILES_STORAGE = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    del STORAGES
if VARIANT == "list":
    STORAGES = []
if VARIANT == "none inside":
    STORAGES["staticfiles"] = None
