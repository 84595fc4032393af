# env: {"A": "1", "B": "x"}
# env: {"A": "x", "B": "x"}
"""Errors wait for seal()."""
from environs import Env

env = Env(eager=False)
SECRET_KEY = "x" * 50
A = env.int("A")
B = env.str("B")
env.seal()
AFTER = "sealed"
