A, B = {"a": 1, "b": 2}, {"b": 3, "c": 4}
MERGED = A | B, B | A
C = {"a": 1}
C |= {"b": 2}
C |= [("c", 3)]
X, Y = {1, 2, 3}, {3, 4}
SETS = X | Y, X & Y, X - Y, X ^ Y, Y - X
FROZEN = frozenset("ab") | {"c"}, {"c"} | frozenset("ab")
TYPES = type(frozenset("a") | {"b"}).__name__, type({"b"} | frozenset("a")).__name__
Z = {1, 2}
Z |= {3}
Z &= {2, 3, 4}
Z -= {4}
Z ^= {9}
KEYS = A.keys() & B.keys(), A.keys() | {"z"}, A.keys() - {"a"}, sorted(A.keys() ^ B.keys())
DISJOINT = {1}.isdisjoint({2}), {1}.isdisjoint([1])


def outcome(function):
    try:
        return function()
    except TypeError:
        return "TypeError"


ERRORS = outcome(lambda: {1} | [2]), outcome(lambda: {"a": 1} | [("b", 2)]), outcome(lambda: {"a": 1} & {"a": 1}), outcome(lambda: {1} - [1])
