# env: {"HSTS": "300"}
from .base import *

DEBUG = False
ALLOWED_HOSTS += ["example.com"]
INSTALLED_APPS.append("django.contrib.sessions")
MIDDLEWARE = [*MIDDLEWARE, "django.middleware.csrf.CsrfViewMiddleware"]
STATIC_ROOT = BASE_DIR / "staticfiles"
SECURE_SSL_REDIRECT = SECURE_HSTS_SECONDS > 0
