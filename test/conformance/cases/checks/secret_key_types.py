# env: {"VARIANT": "number"}
# env: {"VARIANT": "bytes"}
# env: {"VARIANT": "short_bytes"}
# env: {"VARIANT": "list"}
# env: {"VARIANT": "true"}
# env: {"VARIANT": "long_list"}
import os

VARIANT = os.environ.get("VARIANT", "default")

ALLOWED_HOSTS = ['example.com']
SECRET_KEY = {
    "default": None,
    "number": 5,
    "bytes": b"0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh",
    "short_bytes": b"short",
    "list": ["a"],
    "true": True,
    "long_list": list(range(60)),
}[VARIANT]
