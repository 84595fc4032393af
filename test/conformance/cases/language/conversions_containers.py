LIST = list(), list("ab"), list((1, 2)), list({"a": 1}), list(range(3)), list({1}), list(map(str, [1])), list(b"ab"), list([1])
TUPLE = tuple(), tuple("ab"), tuple([1, 2]), tuple({"a": 1}), tuple(range(2)), tuple(x for x in "xy")
SET = set(), set([1, 1]), set("aa"), frozenset([1]), set(range(2))
DICT = dict(), dict(a=1), dict([[1, 2]]), dict({1: 2}), dict({1: 2}, a=3)
BOOL = bool(), bool(1), bool("x"), bool([]), bool(None), bool(0.0), bool({"a": 1})
COPY = [1]
INDEPENDENT = list(COPY)
INDEPENDENT.append(2)


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__


ERRORS = outcome(lambda: list(5)), outcome(lambda: tuple(None)), outcome(lambda: dict(5)), outcome(lambda: dict([1])), outcome(lambda: list(1, 2)), outcome(lambda: set([[]])), outcome(lambda: dict(["abc"])), outcome(lambda: bool(1, 2))
