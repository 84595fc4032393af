# env: {"VARIANT": "text"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
TEMPLATE_DIRS = {
    "default": [],
    "text": "templates",
}[VARIANT]
