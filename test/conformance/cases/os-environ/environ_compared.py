# env: {"DEBUG": "True", "LEVEL": "debug"}
# env: {"DEBUG": "False", "LEVEL": "INFO"}
# env: {"DEBUG": "1"}
# env: {"DEBUG": ""}
import os

DEBUG = os.environ.get("DEBUG") == "True"
LOWER = os.environ.get("DEBUG", "").lower() == "true"
ONE_OF = os.environ.get("DEBUG", "False").lower() in ("true", "1", "yes")
NOT_FALSE = os.environ.get("DEBUG", "False") != "False"
IS_SET = "DEBUG" in os.environ
IS_NOT_SET = "DEBUG" not in os.environ
IS_NONE = os.environ.get("DEBUG") is None
IS_NOT_NONE = os.getenv("DEBUG") is not None
LEVEL = os.environ.get("LEVEL", "warning").upper()
