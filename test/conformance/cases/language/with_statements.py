from contextlib import suppress, nullcontext
import contextlib
import os

with suppress(KeyError):
    A = os.environ["MISSING"]
with suppress(KeyError, ValueError):
    B = 1
    int("x")
    C = 2
with contextlib.suppress(ImportError):
    raise ImportError("local settings")
with suppress():
    D = 1
with nullcontext("value") as value:
    E = value
with suppress(Exception) as nothing, nullcontext(5) as F:
    G = nothing
try:
    with suppress(KeyError):
        int("y")
except ValueError:
    H = "not suppressed"


def inside():
    with suppress(ValueError):
        return int("z")
    return "after"


I = inside()
