# env: {"VARIANT": "dict_config"}
# env: {"VARIANT": "short"}
# env: {"VARIANT": "number"}
import os

VARIANT = os.environ.get("VARIANT", "default")

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
LOGGING_CONFIG = {
    "default": None,
    "dict_config": "logging.config.dictConfig",
    "short": "dictConfig",
    "number": 5,
}[VARIANT]
LOGGING = {"version": 2}
