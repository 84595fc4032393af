# env: {"S": "5", "I": "5", "F": "5", "L": "5,6", "T": "(5,6)", "D": "a=5", "B": "5", "N": "5"}
# env: {"S": "", "L": "", "N": "", "B": ""}
"""Without a cast, a variable gets the type of its default."""
import environ

env = environ.Env()
SECRET_KEY = "x" * 50
S = env("S", default="x")
I = env("I", default=1)
F = env("F", default=1.5)
L = env("L", default=["x"])
T = env("T", default=("x",))
D = env("D", default={"x": "y"})
B = env("B", default=False)
N = env("N", default=None)
env.smart_cast = False
PLAIN = env("I", default=1), env("B", default=False), env("L", default=[])
