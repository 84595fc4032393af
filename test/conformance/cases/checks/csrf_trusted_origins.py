# env: {"VARIANT": "good"}
# env: {"VARIANT": "without"}
# env: {"VARIANT": "text"}
# env: {"VARIANT": "empty_text"}
# env: {"VARIANT": "none"}
# env: {"VARIANT": "number"}
# env: {"VARIANT": "bytes"}
# env: {"VARIANT": "nested"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
CSRF_TRUSTED_ORIGINS = {
    "default": [],
    "good": ["https://example.com", "http://*.example.com"],
    "without": ["https://example.com", "example.com"],
    "text": "https://example.com",
    "empty_text": "",
    "none": None,
    "number": [5],
    "bytes": [b"https://example.com"],
    "nested": [["://"]],
}[VARIANT]
