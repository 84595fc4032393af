# env: {"A": "1"}
from environs import Env

env = Env(eager=False)
SECRET_KEY = "x" * 50
A = env.int("A", default=5)
env.seal()
B = env.str("B", default="x")
