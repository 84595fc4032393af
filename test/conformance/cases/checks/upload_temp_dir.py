# env: {"VARIANT": "missing"}
# env: {"VARIANT": "a file"}
# env: {"VARIANT": "relative"}
# env: {"VARIANT": "none"}
# env: {"VARIANT": "empty"}
# env: {"VARIANT": "tmp"}
# env: {"VARIANT": "number"}
import os

VARIANT = os.environ.get("VARIANT", "default")

from pathlib import Path

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
BASE_DIR = Path(__file__).resolve().parent
FILE_UPLOAD_TEMP_DIR = {
    "default": BASE_DIR,
    "missing": BASE_DIR / "uploads",
    "a file": str(BASE_DIR / "manage.py"),
    "relative": "uploads",
    "none": None,
    "empty": "",
    "tmp": "/tmp",
    "number": 5.5,
}[VARIANT]
