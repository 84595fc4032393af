from split_settings.tools import include

SECRET_KEY = "x" * 50
include("missing.py")
