# env: {"DJANGO_DEBUG": "1"}
# env: {"DJANGO_DEBUG": "0"}
import os

DEBUG = os.environ.get("DJANGO_DEBUG", "0") == "1"
SECRET_KEY = "x" * 60 if DEBUG else "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
ALLOWED_HOSTS = []
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
if DEBUG:
    ALLOWED_HOSTS += ["localhost"]
    INTERNAL_IPS = ["127.0.0.1"]
if not DEBUG:
    ALLOWED_HOSTS.append("example.com")
    SECURE_SSL_REDIRECT = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
SECURE_HSTS_SECONDS = 0 if DEBUG else 300
