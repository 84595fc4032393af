# env: {"DEBUG": "yes", "N": "0"}
# env: {"DEBUG": "off", "N": "x"}
import os


def strtobool(value):
    value = value.lower()
    if value in ("y", "yes", "t", "true", "on", "1"):
        return 1
    elif value in ("n", "no", "f", "false", "off", "0"):
        return 0
    raise ValueError(f"invalid truth value {value!r}")


DEBUG = bool(strtobool(os.environ.get("DEBUG", "no")))
try:
    N = strtobool(os.environ.get("N", "1"))
except ValueError as error:
    N = str(error)
FLAGS = [bool(strtobool(v)) for v in ("Yes", "OFF", "t")]
