# env: {"VARIANT": "none_listed"}
# env: {"VARIANT": "list"}
# env: {"VARIANT": "bad"}
# env: {"VARIANT": "text"}
# env: {"VARIANT": "empty"}
# env: {"VARIANT": "trailing"}
# env: {"VARIANT": "number"}
# env: {"VARIANT": "nested"}
# env: {"VARIANT": "bytes"}
# env: {"VARIANT": "dict"}
# env: {"VARIANT": "numbers"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
SECURE_REFERRER_POLICY = {
    "default": None,
    "none_listed": [],
    "list": ["same-origin", "origin"],
    "bad": ["same-origin", "nonsense"],
    "text": "same-origin, origin",
    "empty": "",
    "trailing": "origin,",
    "number": 5,
    "nested": [[1]],
    "bytes": b"origin",
    "dict": {"origin": 1},
    "numbers": (1, 2),
}[VARIANT]
