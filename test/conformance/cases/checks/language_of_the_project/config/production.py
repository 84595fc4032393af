# env: {"VARIANT": "locale"}
# env: {"VARIANT": "nowhere"}
import os

VARIANT = os.environ.get("VARIANT", "default")

from pathlib import Path

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
BASE_DIR = Path(__file__).resolve().parent.parent
LANGUAGE_CODE = "tlh"
LANGUAGES = [("tlh", "Klingon")]
LOCALE_PATHS = [] if VARIANT == "default" else [BASE_DIR / VARIANT]
