# env: {"DEBUG": "False"}
# env: {"DEBUG": "0"}
# env: {"DEBUG": ""}
import os

DEBUG = os.environ.get("DEBUG", False)
AS_BOOL = bool(os.environ.get("DEBUG", False))
AS_INT = bool(int(os.environ.get("DEBUG_LEVEL", "0")))
NEGATED = not os.environ.get("DEBUG")
TEMPLATE_DEBUG = DEBUG
