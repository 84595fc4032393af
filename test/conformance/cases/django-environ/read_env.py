# env: {"NAME": "value"}
"""A .env file that is not there sets nothing, and takes nothing away."""
import os
from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent
env = environ.Env(DEBUG=(bool, False))
RESULT = environ.Env.read_env(BASE_DIR / ".env")
env.read_env(os.path.join(BASE_DIR, ".env"), overwrite=True, OTHER="override")
env.read_env()
environ.Env.read_env(env_file=str(BASE_DIR / "missing.env"), encoding="utf-8")
SECRET_KEY = "x" * 50
NAME = env("NAME", default="default")
OTHER = env("OTHER", default="not set")
DEBUG = env("DEBUG")
