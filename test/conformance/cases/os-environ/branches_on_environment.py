# env: {"DJANGO_ENV": "production"}
# env: {"DJANGO_ENV": "staging"}
# env: {"DYNO": "web.1"}
import os

ENVIRONMENT = os.environ.get("DJANGO_ENV", "development")
DEBUG = False
if ENVIRONMENT == "production":
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 3600
elif ENVIRONMENT == "staging":
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 0
else:
    DEBUG = True
    ONLY_HERE = "development"

if "DYNO" in os.environ:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
