# env: {"S": "text", "B": "true", "I": "-5", "F": "1.234,5", "J": "{\"a\": [1, 2.5, null, true]}", "L": "a, b,,c", "T": "(1,2)", "D": "a=1,b=x=y", "U": "https://u:p@h.example:81/p;q?r=1#f"}
# env: {"S": "", "B": "", "I": "0", "F": "-3", "J": "[]", "L": "", "T": "", "D": "", "U": ""}
import environ

env = environ.Env()
SECRET_KEY = "x" * 50
if "S" in env:
    S = env.str("S"), env("S"), env.get_value("S", cast=str)
    B = env.bool("B")
    I = env.int("I"), env("I", int), env("I", cast=int)
    F = env.float("F")
    J = env.json("J")
    L = env.list("L"), env("L", cast=[str]), env("L", list)
    T = env.tuple("T"), env("T", cast=tuple), env.tuple("T", int)
    D = env.dict("D"), env("D", cast=dict)
    URL = env.url("U")
    PARTS = URL.scheme, URL.netloc, URL.path, URL.query, URL.fragment
    MORE = URL.username, URL.password, URL.hostname, URL.port, URL.geturl()
