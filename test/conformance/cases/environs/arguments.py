# env: {"A": "1"}
from environs import Env

env = Env()
SECRET_KEY = "x" * 50
try:
    WRONG = env.int("A", strikt=True)
except TypeError:
    WRONG = "no such argument"
try:
    POSITIONAL = Env("X_")
except TypeError:
    POSITIONAL = "keywords only"
KEYWORDS = env.int(name="A", default=5), env.str("A", required=False, metadata={})
