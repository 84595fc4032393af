from decouple import config

SECRET_KEY = "x" * 50
VALUE = config("MISSING", default="x", cast=None)
