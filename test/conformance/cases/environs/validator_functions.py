# env: {"N": "3"}
# env: {"N": "4"}
# env: {"N": "0"}
from environs import Env, ValidationError

env = Env()
SECRET_KEY = "x" * 50


def even(value):
    if value == 0:
        raise RuntimeError("zero")
    if value % 2:
        raise ValidationError("odd")


N = env.int("N", default=2, validate=even)
