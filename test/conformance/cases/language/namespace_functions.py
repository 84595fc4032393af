import sys

vars().update(A=1, B=2)
globals().update({"C": 3})
globals()["D"] = 4
locals()["E"] = 5
for name in ("F", "G"):
    globals()[name] = name.lower()
    vars()[f"{name}_LENGTH"] = len(name)
READ = globals()["A"], globals().get("MISSING"), globals().get("B", 0), "C" in globals(), "Z" in vars()
globals().setdefault("H", 8)
globals().setdefault("A", 9)
POPPED = globals().pop("H")
UPPER = sorted(name for name in globals() if name.isupper() and len(name) == 1)
ITEMS = {k: v for k, v in list(globals().items()) if k in ("A", "B")}
setattr(sys.modules[__name__], "I", 9)
J = getattr(sys.modules[__name__], "I")
del globals()["G"]


def local():
    x = 1
    return locals(), "x" in vars()


INNER = local()
NAME = __name__
try:
    globals()["NOT_THERE"]
except KeyError as error:
    MISSING = str(error)
