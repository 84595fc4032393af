# env: {"VARIANT": "sameorigin"}
# env: {"VARIANT": "lower"}
# env: {"VARIANT": "none"}
# env: {"VARIANT": "list"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
MIDDLEWARE = ["django.middleware.clickjacking.XFrameOptionsMiddleware"]
X_FRAME_OPTIONS = {
    "default": "DENY",
    "sameorigin": "SAMEORIGIN",
    "lower": "deny",
    "none": None,
    "list": ["DENY"],
}[VARIANT]
