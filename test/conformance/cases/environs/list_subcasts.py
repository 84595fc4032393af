# env: {"L": "1,2", "B": "yes,no", "S": "a;b"}
# env: {"L": "1,x"}
from environs import Env

env = Env()
SECRET_KEY = "x" * 50


def double(text):
    return int(text) * 2


B = env.list("B", [], subcast=bool)
S = env.list("S", default=[], delimiter=";"), env.list("S", [], str, delimiter=";")
TUPLES = env.list("B", default=[], subcast=tuple)
FUNCTION = env.list("MISSING", default=[3], subcast=double)
L = env.list("L", [], subcast=int)
