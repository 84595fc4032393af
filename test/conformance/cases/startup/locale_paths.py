# env: {"VARIANT": "text"}
# env: {"VARIANT": "none"}
# env: {"VARIANT": "tuple"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
LOCALE_PATHS = {
    "default": [],
    "text": "locale",
    "none": None,
    "tuple": (),
}[VARIANT]
