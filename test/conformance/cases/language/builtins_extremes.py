MIN = min(3, 1, 2), min([3, 1]), min("hello"), min(["bb", "a"], key=len), min([], default=0), min({"b": 1, "a": 2}), min((1, 2), (1, 1)), min(1, 1.0), min(2.5, 2)
MAX = max(3, 1, 2), max([3, 1]), max("a", "b", key=lambda c: -ord(c)), max([], default=None), max({1: 5, 2: 3}.values()), max(1, 2.5, True), max(1.0, 1), max([1, 2, 3], key=lambda n: n % 3)
SUM = sum([1, 2]), sum([1.5, 2]), sum([], 5), sum([[1], [2]], []), sum(range(5)), sum([True, True]), sum({1: 2}), sum([1], start=10)
ABS = abs(-5), abs(5), abs(-1.5), abs(True), abs(-0.0)
ROUND = round(1.5), round(2.5), round(1.25, 1), round(-2.5), round(12345, -2), round(1.23456, 3), round(7, 2), round(2.5, None), round(1e300), round(0.15, 1)
DIVMOD = divmod(7, 3), divmod(-7, 3), divmod(7.5, 2), divmod(7, -3)
POW = pow(2, 3), pow(2, -1), pow(3, 4, 5), pow(2.0, 2), pow(2, 10, 1000)


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__


ERRORS = outcome(lambda: min([])), outcome(lambda: max()), outcome(lambda: max(1)), outcome(lambda: min(1, "a")), outcome(lambda: sum(["a"])), outcome(lambda: sum("ab", "")), outcome(lambda: abs("a")), outcome(lambda: round("a")), outcome(lambda: divmod(1, 0)), outcome(lambda: sum(5)), outcome(lambda: max([1, None]))
