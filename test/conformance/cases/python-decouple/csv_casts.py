# env: {"N": "1,2,3", "P": "a:1,b:2"}
# env: {"N": "1,x"}
from decouple import Csv, config

SECRET_KEY = "x" * 50


def pair(text):
    name, value = text.split(":")
    return name, int(value)


N = config("N", default="", cast=Csv(int))
FLOATS = config("N", default="0.5", cast=Csv(cast=float))
TUPLE = config("N", default="", cast=Csv(post_process=tuple))
SET = config("N", default="1,1", cast=Csv(post_process=set))
TUPLES = config("P", default="", cast=Csv(cast=pair, post_process=tuple))
JOINED = config("N", default="b,a", cast=Csv(post_process=lambda items: "-".join(items)))
LAMBDA = config("N", default="", cast=Csv(cast=lambda s: s * 2))
NOTHING = config("MISSING", default=None, cast=Csv()), config("MISSING", default=None, cast=Csv(post_process=tuple))
PLAIN = Csv()("a, b")
