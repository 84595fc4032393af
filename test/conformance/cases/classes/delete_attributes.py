# env: {"AGAIN": "1"}
import os


class Config:
    debug = True


config = Config()
config.debug = False
BEFORE = config.debug
del config.debug
AFTER = config.debug
if os.environ.get("AGAIN"):
    del Config.debug
    GONE = config.debug
