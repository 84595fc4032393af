TUPLES = {(1, 2): "a", (3, 4): "b"}
FOUND = TUPLES[(1, 2)], TUPLES[3, 4], (1, 2) in TUPLES, TUPLES.get((5, 6)), TUPLES.get((5, 6), "none")
NUMBERS = {1: "one", 1.0: "float", True: "bool"}
MIXED = {None: 0, "a": 1, 2: 3, (): 4, frozenset([1]): 5}
GET = MIXED[None], MIXED[()], MIXED[frozenset([1])], MIXED[2.0]
ORDER = {"b": 1, "a": 2, "b": 3}
NESTED = {("a", ("b", 1)): 2}[("a", ("b", 1))]


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__


UNHASHABLE = outcome(lambda: {}.get([])), outcome(lambda: [] in {}), outcome(lambda: ({},) in {1: 2})
