# env: {"L": "1,2"}
# env: {"L": "1,x"}
"""An exception of a function of one's own is not made EnvValidationError, unless it is ValidationError."""
from environs import Env, EnvValidationError, ValidationError

env = Env()
SECRET_KEY = "x" * 50


def number(text):
    try:
        return int(text)
    except ValueError:
        raise ValidationError("no number")


try:
    WRAPPED = env.list("L", [], subcast=number)
except EnvValidationError:
    WRAPPED = "not valid"
L = env.list("L", [], subcast=lambda text: int(text) + 1)
