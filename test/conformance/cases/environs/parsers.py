# env: {"S": "text", "B": "yes", "I": " 5 ", "F": "1e3", "L": "a,b, c", "D": "a=1,b = 2=3", "J": "{\"a\": [1, null]}", "P": "/srv//x/", "LEVEL": "warning"}
# env: {"S": "", "B": "F", "I": "-1", "F": ".5", "L": "", "D": "", "J": "[]", "P": "x", "LEVEL": "30"}
from environs import Env

env = Env()
env.read_env()
SECRET_KEY = "x" * 50
S = env.str("S", "default"), env("S", "default"), env("MISSING", None)
B = env.bool("B", False), env.bool("B", default=True)
I = env.int("I", 1)
F = env.float("F", default=1.5)
L = env.list("L", default=["x"])
D = env.dict("D", default={})
J = env.json("J", default=[])
P = env.path("P", default="/srv")
LEVEL = env.log_level("LEVEL", default="INFO")
