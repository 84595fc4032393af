# env: {"VARIANT": "relative"}
# env: {"VARIANT": "in media"}
# env: {"VARIANT": "is media"}
# env: {"VARIANT": "around media"}
# env: {"VARIANT": "in static"}
# env: {"VARIANT": "in directory"}
# env: {"VARIANT": "in prefixed directory"}
# env: {"VARIANT": "relative in media"}
# env: {"VARIANT": "like media"}
# env: {"VARIANT": "outside"}
import os

VARIANT = os.environ.get("VARIANT", "default")

from pathlib import Path

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
BASE_DIR = Path(__file__).resolve().parent
LOCATION = {
    "default": BASE_DIR / "cache",
    "relative": "cache",
    "in media": BASE_DIR / "media" / "cache",
    "is media": str(BASE_DIR / "media"),
    "around media": BASE_DIR,
    "in static": BASE_DIR / "staticfiles/../staticfiles/x",
    "in directory": BASE_DIR / "assets/x",
    "in prefixed directory": BASE_DIR / "prefixed",
    "relative in media": "media/cache",
    "like media": str(BASE_DIR / "media") + "2",
    "outside": "/tmp/preflight-cache",
}[VARIANT]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": LOCATION}}
MEDIA_ROOT = BASE_DIR / "media"
STATIC_ROOT = str(BASE_DIR / "staticfiles")
STATICFILES_DIRS = [BASE_DIR / "assets", ("prefix", str(BASE_DIR / "prefixed"))]
