A = [1, 2, 3, 4, 5]
A[1:3] = ["b"]
B = [1, 2, 3]
B[:0] = [0]
B[len(B):] = (4, 5)
C = [1, 2, 3, 4]
C[::2] = "xy"
D = list(range(6))
del D[1:3]
E = list(range(6))
del E[::2]
F = list(range(6))
F[:] = []
G = [1, 2, 3]
G[1:1] = range(2)
H = [1, 2, 3]
H[-1] = "last"
I = list(range(5))
del I[-1], I[0]
J = list(range(5))
J[3:0:-1] = "abc"
K = [1, 2]
K[5:] = [9]


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__


def assign(index, value):
    items = [1, 2, 3]
    items[index] = value
    return items


ERRORS = (
    outcome(lambda: assign(3, 0)),
    outcome(lambda: assign(-4, 0)),
    outcome(lambda: assign("a", 0)),
    outcome(lambda: assign(slice(0, 3, 2), [1])),
    outcome(lambda: assign(slice(0, 1), 5)),
)
