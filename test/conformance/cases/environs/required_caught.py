# env: {"PORT": "eighty"}
# env: {"PORT": "80"}
from environs import Env, EnvError, EnvValidationError

env = Env()
SECRET_KEY = "x" * 50
try:
    NAME = env.str("NAME")
except EnvError:
    NAME = "missing"
try:
    PORT = env.int("PORT")
except EnvValidationError:
    PORT = "no number"
except ValueError:
    PORT = "missing"
