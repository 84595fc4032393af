# env: {"STOP": "1"}
import os
import sys

if os.environ.get("STOP"):
    sys.exit("stopped")
try:
    sys.exit(3)
except SystemExit as error:
    CODE = error.code
try:
    exit()
except SystemExit as error:
    NOTHING = error.code
try:
    raise SystemExit
except BaseException as error:
    KIND = type(error).__name__
