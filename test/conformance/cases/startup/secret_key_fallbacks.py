# env: {"VARIANT": "none"}
# env: {"VARIANT": "text"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
SECRET_KEY_FALLBACKS = {
    "default": [],
    "none": None,
    "text": "key",
}[VARIANT]
