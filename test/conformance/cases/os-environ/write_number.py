# env: {"WORKERS": "4"}
"""Only strings can be written."""
import os

SECRET_KEY = "x" * 50
if "WORKERS" in os.environ:
    os.environ["WORKERS"] = int(os.environ["WORKERS"]) + 1
WORKERS = os.environ.get("WORKERS")
