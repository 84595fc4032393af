# env: {"VARIANT": "none"}
# env: {"VARIANT": "list"}
# env: {"VARIANT": "number"}
# env: {"VARIANT": "set"}
# env: {"VARIANT": "tuple"}
# env: {"VARIANT": "bad"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
SECURE_CROSS_ORIGIN_OPENER_POLICY = {
    "default": "same-origin",
    "none": None,
    "list": ["same-origin"],
    "number": 5,
    "set": {"same-origin"},
    "tuple": ("same-origin",),
    "bad": "Same-Origin",
}[VARIANT]
