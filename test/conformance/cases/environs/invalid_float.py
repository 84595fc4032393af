# env: {"V": "x"}
# env: {"V": "nan"}
from environs import env

SECRET_KEY = "x" * 50
V = env.float("V", default=None)
