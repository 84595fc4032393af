import os

SECRET_KEY = "x" * 50
DEBUG = os.environ.get("DEBUG") == "1"
FROM_BASE = BASE + "!"
HOSTS = ["a"]
NAME = "base"
FILE = os.path.basename(__file__)
