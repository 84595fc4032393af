# env: {"VARIANT": "none"}
# env: {"VARIANT": "list"}
# env: {"VARIANT": "text"}
# env: {"VARIANT": "policy"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
SECURE_CSP = {
    "default": {},
    "none": None,
    "list": ["self"],
    "text": "",
    "policy": {"default-src": ["'self'"]},
}[VARIANT]
SECURE_CSP_REPORT_ONLY = None
