# env: {"V": "1234"}
from environs import env

SECRET_KEY = "x" * 50
V = env.uuid("V", default=None)
