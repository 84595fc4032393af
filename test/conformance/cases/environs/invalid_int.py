# env: {"V": ""}
# env: {"V": "1.5"}
from environs import env

SECRET_KEY = "x" * 50
V = env.int("V", default=None)
