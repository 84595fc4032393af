# env: {"VARIANT": "text"}
# env: {"VARIANT": "tuple"}
# env: {"VARIANT": "none"}
# env: {"VARIANT": "set"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
ALLOWED_HOSTS = {
    "default": ["example.com"],
    "text": "example.com",
    "tuple": ("example.com",),
    "none": None,
    "set": {"example.com"},
}[VARIANT]
