# env: {"VARIANT": "good"}
# env: {"VARIANT": "wrong"}
# env: {"VARIANT": "number"}
# env: {"VARIANT": "none"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
LANGUAGES_BIDI = {
    "default": [],
    "good": ["he", "ar"],
    "wrong": ["he", "ar_dz"],
    "number": [1],
    "none": None,
}[VARIANT]
