# env: {"VARIANT": "unknown"}
# env: {"VARIANT": "underscore"}
# env: {"VARIANT": "empty"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
USE_I18N = False
LANGUAGE_CODE = {
    "default": "en-us",
    "unknown": "xx",
    "underscore": "en_us",
    "empty": "",
}[VARIANT]
