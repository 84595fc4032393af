# env: {"VARIANT": "console"}
# env: {"VARIANT": "locmem"}
# env: {"VARIANT": "without"}
# env: {"VARIANT": "other"}
# env: {"VARIANT": "empty"}
# env: {"VARIANT": "none"}
# env: {"VARIANT": "list"}
# env: {"VARIANT": "no_config"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
MAILERS = {
    "default": {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}},
    "console": {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}},
    "locmem": {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}},
    "without": {"default": {}},
    "other": {"other": {}},
    "empty": {},
    "none": None,
    "list": ["default"],
    "no_config": {"default": None},
}[VARIANT]
