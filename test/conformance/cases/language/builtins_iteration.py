ENUMERATE = list(enumerate("ab")), list(enumerate("ab", 1)), list(enumerate([], start=5)), dict(enumerate("xy"))
ZIP = list(zip("ab", [1, 2, 3])), list(zip()), list(zip([1])), dict(zip(["a"], ["b"])), list(zip([1, 2], [3, 4], strict=True)), list(zip(*[(1, 2), (3, 4)]))
MAP = list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2], [3, 4, 5])), list(map(int, "123")), list(map(str.strip, " a , b ".split(","))), tuple(map(len, ["a", "bb"]))
FILTER = list(filter(None, [0, 1, "", "a"])), list(filter(lambda n: n > 1, [1, 2, 3])), list(filter(str.isdigit, "a1b2")), "".join(filter(str.isalpha, "a1b2"))
REVERSED = list(reversed([1, 2])), list(reversed("ab")), list(reversed(range(3))), tuple(reversed((1, 2)))
SORTED = sorted("cab"), sorted([3, 1, 2], reverse=True), sorted({"b": 1, "a": 2}), sorted(["b", "A"], key=str.lower), sorted({3, 1}), sorted([(2, "a"), (1, "b")]), sorted(["aa", "b"], key=len), sorted([1.5, 1, True]), sorted({"a": 2, "b": 1}.items(), key=lambda kv: kv[1])
RANGE = list(range(3)), list(range(1, 4)), list(range(0, 10, 3)), list(range(3, 0, -1)), list(range(0)), list(range(5, 1)), len(range(10)), range(3) == range(0, 3), range(5).stop, sum(range(101)), list(range(True))
ITER = next(iter([1, 2])), next(iter([]), "none"), next(iter({"a": 1})), list(iter("ab"))
ANY = any([]), any([0, ""]), any([0, 1]), all([]), all([1, 0]), all("ab"), any({"": 1}), all(n > 0 for n in [1, 2])
ITERATED = iter([1, 2, 3])
PAIRS = list(zip(ITERATED, ITERATED))


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__


ERRORS = outcome(lambda: next(iter([]))), outcome(lambda: next([1])), outcome(lambda: list(zip([1], [], strict=True))), outcome(lambda: sorted([1, "a"])), outcome(lambda: list(range("a"))), outcome(lambda: range(1, 2, 0)), outcome(lambda: list(map(int, ["a"]))), outcome(lambda: reversed(5)), outcome(lambda: enumerate(5)), outcome(lambda: sorted([{}, {}])), outcome(lambda: range(1.5)), outcome(lambda: reversed({1}))
