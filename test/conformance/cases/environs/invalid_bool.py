# env: {"V": "tRUE"}
# env: {"V": "maybe"}
from environs import env

SECRET_KEY = "x" * 50
V = env.bool("V", default=None)
