# env: {"DEBUG": "yes"}
import environ

env = environ.Env()
env.scheme["DEBUG"] = (bool, False)
env.scheme.update(PORT=(int, 8000))
SECRET_KEY = "x" * 50
DEBUG = env("DEBUG")
PORT = env("PORT")
