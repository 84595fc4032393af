# env: {"VARIANT": "files"}
# env: {"VARIANT": "empty"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
INSTALLED_APPS = ["django.contrib.staticfiles.apps.StaticFilesConfig"]
STATICFILES_DIRS = ["nowhere"]
STATICFILES_FINDERS = {
    "default": ["django.contrib.staticfiles.finders.AppDirectoriesFinder"],
    "files": ["django.contrib.staticfiles.finders.FileSystemFinder"],
    "empty": [],
}[VARIANT]
