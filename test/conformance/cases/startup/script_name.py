# env: {"VARIANT": "text"}
# env: {"VARIANT": "number"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
FORCE_SCRIPT_NAME = {
    "default": None,
    "text": "/app",
    "number": 5,
}[VARIANT]
