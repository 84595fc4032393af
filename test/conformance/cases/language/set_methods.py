A = {1, 2}
A.add(3)
A.add(2)
A.discard(1)
A.discard(99)
A.remove(2)
B = {1}
B.update([2, 3], (4,), "a")
C = {1, 2, 3}
C.difference_update([1])
C.intersection_update({2, 3, 4})
C.symmetric_difference_update([3, 9])
RESULTS = {1, 2}.union([3], {4}), {1, 2, 3}.intersection([2, 3], {3}), {1, 2}.difference([2]), {1, 2}.symmetric_difference([2, 3])
TESTS = {1}.issubset([1, 2]), {1, 2}.issuperset([1]), {1}.isdisjoint([2]), {1} <= {1, 2}
D = {5}
POPPED = D.pop(), D
E = {1}
F = E.copy()
E.clear()
FROZEN = frozenset([1, 2]), frozenset(), frozenset("ab").union("c")
MADE = set("aab"), set(), set([1, 1.0, True]), set({"k": 1}), {*"ab"}
NESTED = {frozenset([1]), frozenset([1])}
TYPES = type(frozenset([1]).union([2])).__name__, type({1}.copy()).__name__, isinstance(frozenset(), set), isinstance(set(), frozenset)


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__


ERRORS = outcome(lambda: {1}.remove(2)), outcome(lambda: set().pop()), outcome(lambda: {1}.add([])), outcome(lambda: frozenset().add(1)), outcome(lambda: {[]}), outcome(lambda: set(5)), outcome(lambda: {{}: 1})
