# env: {"VARIANT": "sessions"}
# env: {"VARIANT": "secure"}
# env: {"VARIANT": "number"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]
CSRF_USE_SESSIONS = VARIANT == "sessions"
CSRF_COOKIE_SECURE = {"secure": True, "number": 1}.get(VARIANT, False)
