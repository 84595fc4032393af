# env: {"VARIANT": "seconds"}
# env: {"VARIANT": "text"}
# env: {"VARIANT": "none"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
SECURE_HSTS_SECONDS = {
    "default": 0,
    "seconds": 31536000,
    "text": "0",
    "none": None,
}[VARIANT]
SECURE_HSTS_PRELOAD = VARIANT != "text"
SECURE_HSTS_INCLUDE_SUBDOMAINS = 1
SECURE_SSL_REDIRECT = VARIANT == "seconds"
SECURE_CONTENT_TYPE_NOSNIFF = "True"
