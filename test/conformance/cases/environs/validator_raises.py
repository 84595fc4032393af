# env: {"LEVEL": "a"}
from environs import Env, EnvError, ValidationError

env = Env()
SECRET_KEY = "x" * 50


def check(value):
    raise ValidationError("never valid")


try:
    LEVEL = env.str("LEVEL", default="b", validate=[check])
except EnvError:
    LEVEL = "not valid"
