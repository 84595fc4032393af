# env: {"VARIANT": "weak"}
# env: {"VARIANT": "strong"}
# env: {"VARIANT": "empty"}
# env: {"VARIANT": "none"}
# env: {"VARIANT": "tuple"}
import os

VARIANT = os.environ.get("VARIANT", "default")

KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
SECRET_KEY = KEY
SECRET_KEY_FALLBACKS = {
    "default": [],
    "weak": ["short", KEY],
    "strong": [KEY, KEY],
    "empty": [""],
    "none": [None],
    "tuple": (KEY,),
}[VARIANT]
