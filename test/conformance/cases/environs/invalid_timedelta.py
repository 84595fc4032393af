# env: {"V": "x"}
from environs import env

SECRET_KEY = "x" * 50
V = env.timedelta("V", default=None)
