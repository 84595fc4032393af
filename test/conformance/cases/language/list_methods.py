A = [3, 1, 2]
A.sort()
B = ["b", "A", "c"]
B.sort(key=str.lower, reverse=True)
C = [1, 2, 3, 2]
C.remove(2)
D = [1, 2, 3]
POPPED = D.pop(), D.pop(0), D
E = [1, 2]
E.reverse()
F = [1, 2]
G = F.copy()
F.clear()
H = [1]
H.extend("ab")
H.extend({"k": 1})
H.extend(n for n in range(2))
H.insert(0, "first")
H.insert(-1, "before last")
H.insert(100, "end")
INDEX = [1, 2, 1].index(1), [1, 2, 1].index(1, 1), [1, 2, 3].index(3, 0, 3), ["a", "b"].index("b")
COUNT = [1, 2, 1, True].count(1), [].count(0), [[1], [1]].count([1])
RETURNS = [].append(1), [1].sort(), [1].reverse(), [].extend([]), [].insert(0, 1)
I = [(1, "b"), (1, "a"), (0, "c")]
I.sort()
J = [(1, "b"), (1, "a"), (0, "c")]
J.sort(key=lambda pair: pair[0])
K = [1, 2, 3]
K.sort(reverse=True)
L = [1.5, 1, True, 0]
L.sort()


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__, str(error)


ERRORS = (
    outcome(lambda: [1].remove(2)),
    outcome(lambda: [].pop()),
    outcome(lambda: [1].pop(5)),
    outcome(lambda: [1].index(2))[0],
    outcome(lambda: [1, "a"].sort()),
    outcome(lambda: [].append())[0],
    outcome(lambda: [].push(1)),
    outcome(lambda: [1].extend(5)),
    outcome(lambda: [1].insert("a", 1))[0],
)
