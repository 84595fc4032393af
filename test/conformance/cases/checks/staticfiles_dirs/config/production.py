# env: {"VARIANT": "tuple"}
# env: {"VARIANT": "text"}
# env: {"VARIANT": "missing"}
# env: {"VARIANT": "root"}
# env: {"VARIANT": "prefix"}
# env: {"VARIANT": "prefix with slash"}
# env: {"VARIANT": "three"}
# env: {"VARIANT": "relative"}
# env: {"VARIANT": "none"}
# env: {"VARIANT": "none inside"}
# env: {"VARIANT": "dict inside"}
# env: {"VARIANT": "empty"}
# env: {"VARIANT": "number as prefix"}
import os

VARIANT = os.environ.get("VARIANT", "default")

from pathlib import Path

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
BASE_DIR = Path(__file__).resolve().parent.parent
INSTALLED_APPS = ["django.contrib.staticfiles"]
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = {
    "default": [BASE_DIR / "assets"],
    "tuple": (BASE_DIR / "assets",),
    "text": str(BASE_DIR / "assets"),
    "missing": [BASE_DIR / "missing", BASE_DIR / "assets"],
    "root": [BASE_DIR / "assets", str(BASE_DIR / "assets/../staticfiles")],
    "prefix": [("prefix", BASE_DIR / "assets")],
    "prefix with slash": [("prefix/", BASE_DIR / "assets")],
    "three": [("prefix", BASE_DIR / "assets", 1)],
    "relative": ["assets"],
    "none": None,
    "none inside": [None],
    "dict inside": [{}],
    "empty": [],
    "number as prefix": [(1, BASE_DIR / "assets")],
}[VARIANT]
