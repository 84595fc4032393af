# env: {"NAME": "value"}
"""Without a .env file, nothing is loaded."""
import os
from pathlib import Path

from dotenv import dotenv_values, find_dotenv, load_dotenv

BASE_DIR = Path(__file__).resolve().parent
LOADED = load_dotenv(), load_dotenv(BASE_DIR / ".env"), load_dotenv(os.path.join(BASE_DIR, ".env"), override=True)
FOUND = find_dotenv(), load_dotenv(find_dotenv(), verbose=True), load_dotenv(dotenv_path=".env.local")
SECRET_KEY = "x" * 50
NAME = os.environ.get("NAME", "default")
OTHER = os.getenv("OTHER", "default")
VALUES = dotenv_values(".env"), {**dotenv_values(BASE_DIR / ".env.shared"), "A": "b"}
try:
    STRICT = find_dotenv(raise_error_if_not_found=True)
except OSError:
    STRICT = "not found"
