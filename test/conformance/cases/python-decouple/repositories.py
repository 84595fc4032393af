# env: {"NAME": "value"}
"""Configurations of one's own, where no file is."""
import os
from pathlib import Path

from decouple import AutoConfig, Config, RepositoryEmpty, RepositoryEnv

BASE_DIR = Path(__file__).resolve().parent
SECRET_KEY = "x" * 50
empty = Config(RepositoryEmpty())
NAME = empty("NAME", default="default"), empty.get("OTHER", default="default")
search = AutoConfig(search_path=BASE_DIR)
FOUND = search("NAME", default="default"), search("OTHER", default="0", cast=int)
try:
    config = Config(RepositoryEnv(os.path.join(BASE_DIR, ".env")))
except FileNotFoundError:
    config = AutoConfig()
config.encoding = "latin-1"
AGAIN = config("NAME", default="default")
