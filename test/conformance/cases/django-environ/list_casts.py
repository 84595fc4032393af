# env: {"L": "1,2,3", "FLAGS": "True,False,", "PAIRS": "a:1,b:2"}
"""A cast of items is called with every item, as it is."""
import environ

env = environ.Env()
SECRET_KEY = "x" * 50


def pair(text):
    name, _, value = text.partition(":")
    return (name, int(value))


L = env.list("L", int, default=[])
L_DEFAULT = env.list("MISSING", cast=int, default=["kept", 1])
FLAGS = env.list("FLAGS", cast=bool, default=[])
PAIRS = env.list("PAIRS", cast=pair, default=())
LAMBDA = env.list("L", cast=lambda item: item + "!", default=None)
TUPLE = env.tuple("L", cast=int, default=())
ADMINS = [tuple(item.split(":")) for item in env.list("PAIRS", default=[])]
