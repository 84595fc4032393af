# env: {"REQUIRE": "1"}
import os

import environ

ROOT_DIR = environ.Path(__file__) - 1
SECRET_KEY = "x" * 50
HERE = ROOT_DIR("settings.py", required=True).endswith("/settings.py")
try:
    WRONG = str(ROOT_DIR - "elsewhere")
except TypeError:
    WRONG = "no ending"
if os.environ.get("REQUIRE"):
    MISSING = ROOT_DIR("missing", required=True)
