# env: {"V": "loud"}
from environs import env

SECRET_KEY = "x" * 50
V = env.log_level("V", default=None)
