A = [1, 2]
B = (3, 4)
C = {"x": 1}
LIST = [*A, *B, 5, *"ab", *C, *range(2)]
TUPLE = *A, *B
SINGLE = (*A,)
SET = {*A, *B, 1}
DICT = {**C, "y": 2, **{"x": 3}}
EMPTY = [*[]], {**{}}, (*(),)
CALLS = max(*A, *B), max(*[1, 9], 5), dict(**C, **{"z": 3}), "{}-{}".format(*A)
GENERATED = [*(n * n for n in range(3)), *map(str, A), *zip("ab", A)]


def outcome(function):
    try:
        return function()
    except TypeError:
        return "TypeError"


ERRORS = outcome(lambda: [*None]), outcome(lambda: {**[1]}), outcome(lambda: print(*5)), outcome(lambda: dict(**{1: 2}))
