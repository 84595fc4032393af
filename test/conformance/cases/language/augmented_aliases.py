A = B = [1]
B += [2]
C = D = (1,)
D += (2,)
E = F = {"a": 1}
F |= {"b": 2}
G = H = {1}
H |= {2}
I = J = "a"
J += "b"
K = L = [1]
L += "ab"
M = N = [1]
M = M + [2]
P = {"list": [1], "n": 1}
P["list"] += [2]
P["n"] += 1
Q = ([1],)
try:
    Q[0] += [2]
except TypeError:
    RAISED = True
R = [1, 2]
R[0] += 5
R[-1] *= 3


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__


def add(a, b):
    a += b
    return a


ERRORS = outcome(lambda: add([1], 2)), outcome(lambda: add((1,), [2])), outcome(lambda: add("a", 1)), outcome(lambda: add({1}, {2})), outcome(lambda: add(1, None))
