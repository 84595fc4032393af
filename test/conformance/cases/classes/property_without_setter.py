# env: {"TRY": "1"}
import os


class Config:
    @property
    def debug(self):
        return False


config = Config()
try:
    config.debug = True
except AttributeError:
    CAUGHT = True
DEBUG = config.debug
if os.environ.get("TRY"):
    config.debug = True
