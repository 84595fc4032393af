# env: {"VARIANT": "app"}
# env: {"VARIANT": "middleware"}
# env: {"VARIANT": "app middleware"}
# env: {"VARIANT": "app secure"}
# env: {"VARIANT": "app middleware secure"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
APP = "django.contrib.sessions"
SESSION = "django.contrib.sessions.middleware.SessionMiddleware"
INSTALLED_APPS = [APP] if "app" in VARIANT else []
MIDDLEWARE = [SESSION] if "middleware" in VARIANT else []
SESSION_COOKIE_SECURE = "secure" in VARIANT
SESSION_COOKIE_HTTPONLY = 1
