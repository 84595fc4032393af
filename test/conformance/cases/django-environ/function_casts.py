# env: {"LEVEL": "debug", "RATIO": "5"}
import environ

env = environ.Env()
SECRET_KEY = "x" * 50


def percent(value):
    return int(value) / 100


LEVEL = env("LEVEL", cast=str.upper, default="INFO")
RATIO = env("RATIO", cast=percent, default=0.25)
TWICE = env.get_value("RATIO", cast=lambda v: int(v) * 2, default="none")
