# env: {"B": "value"}
import environ

env = environ.Env()
SECRET_KEY = "x" * 50
A = env("A", default="$B")
