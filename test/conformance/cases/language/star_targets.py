FIRST, *REST = [1, 2, 3]
*INIT, LAST = "abc"
HEAD, *MIDDLE, TAIL = range(5)
ONE, *NONE_LEFT = (1,)
(A, B), *C = [(1, 2), 3, (4,)]
[D, [E, *F]] = 1, (2, 3, 4)
G, H = {"x": 1, "y": 2}
I, J = {"x": 1}.popitem()
(K,) = ["only"]
[L] = "z"
X = [0, 0]
X[0], X[1] = 1, 2
M = {}
M["a"], *M["b"] = 1, 2, 3
N = O = [1]
P, Q = sorted({3, 1})
for R, *S in [(1, 2, 3), (4,)]:
    T = R, S


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__


def unpack(value):
    a, b = value
    return a, b


def unpack_rest(value):
    a, b, *c = value
    return a, b, c


ERRORS = outcome(lambda: unpack([1])), outcome(lambda: unpack("abc")), outcome(lambda: unpack(5)), outcome(lambda: unpack_rest([1])), outcome(lambda: unpack(None))
