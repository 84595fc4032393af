# env: {"MODE": "live"}
# env: {"MODE": "test"}
import os

MODE = os.environ.get("MODE")
LIVE = True if MODE == "live" else False
URL = "https://api.example.com" if MODE == "live" else "https://sandbox.example.com" if MODE == "test" else None
LIST = ["always"] + (["live"] if LIVE else [])
LAZY = 1 if True else 1 / 0
