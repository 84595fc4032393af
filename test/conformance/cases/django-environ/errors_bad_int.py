# env: {"PORT": "eighty"}
# env: {"PORT": ""}
# env: {"PORT": " 81 "}
import environ

env = environ.Env()
SECRET_KEY = "x" * 50
PORT = env.int("PORT", default=80)
