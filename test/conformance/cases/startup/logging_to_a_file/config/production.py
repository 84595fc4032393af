# env: {"VARIANT": "missing directory"}
# env: {"VARIANT": "delayed"}
# env: {"VARIANT": "relative"}
# env: {"VARIANT": "relative missing"}
# env: {"VARIANT": "directory"}
# env: {"VARIANT": "no file"}
# env: {"VARIANT": "rotating"}
# env: {"VARIANT": "none"}
import os

VARIANT = os.environ.get("VARIANT", "default")

from pathlib import Path

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
BASE_DIR = Path(__file__).resolve().parent.parent
FILE = {
    "default": {"filename": BASE_DIR / "logs" / "site.log"},
    "missing directory": {"filename": BASE_DIR / "nowhere" / "site.log"},
    "delayed": {"filename": BASE_DIR / "nowhere" / "site.log", "delay": True},
    "relative": {"filename": "logs/site.log"},
    "relative missing": {"filename": "nowhere/site.log"},
    "directory": {"filename": str(BASE_DIR / "logs")},
    "no file": {},
    "rotating": {"filename": BASE_DIR / "logs/site.log", "maxBytes": 1000, "class": "logging.handlers.RotatingFileHandler"},
    "none": {"filename": None},
}[VARIANT]
LOGGING = {"version": 1, "handlers": {"file": {"class": "logging.FileHandler", **FILE}}}
