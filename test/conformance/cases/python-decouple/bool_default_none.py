from decouple import config

SECRET_KEY = "x" * 50
B = config("B", default=None, cast=bool)
