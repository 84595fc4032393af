# env: {"VARIANT": "django.contrib.auth"}
# env: {"VARIANT": "django.contrib.auth.apps.AuthConfig"}
# env: {"VARIANT": "django.contrib.nothing"}
# env: {"VARIANT": "django.contrib.auth.apps.Nothing"}
# env: {"VARIANT": "django.contrib.messages "}
# env: {"VARIANT": "django"}
# env: {"VARIANT": "django.contrib"}
# env: {"VARIANT": "django.forms"}
# env: {"VARIANT": "django.contrib.flatpages"}
# env: {"VARIANT": "django.contrib.redirects"}
# env: {"VARIANT": "django.contrib.sites"}
# env: {"VARIANT": ""}
# env: {"VARIANT": "not-a-name"}
# env: {"VARIANT": "9x"}
# env: {"VARIANT": "."}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", os.environ.get("VARIANT", "django.contrib.messages")]
