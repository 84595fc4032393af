# env: {"WHICH": "class"}
# env: {"WHICH": "instance"}
# env: {"WHICH": "arguments"}
import os


class Config:
    debug = False


HAS = hasattr(Config, "debug"), hasattr(Config(), "secret")
FALLBACK = getattr(Config, "timeout", 30), getattr(Config(), "debug", True)
try:
    Config.nothing
except AttributeError:
    CAUGHT = "class"
try:
    Config().nothing
except AttributeError:
    CAUGHT_INSTANCE = True
if os.environ.get("WHICH") == "class":
    X = Config.secret_key
elif os.environ.get("WHICH") == "instance":
    X = Config().secret_key
elif os.environ.get("WHICH") == "arguments":
    X = Config("too", "many")
