# unknown: ALLOWED
# unknown: TEXT
# unknown: LENGTH
# unknown: LAST
# unknown: TABLE
# unknown: SHOUT
class AllowAll(list):
    def __contains__(self, item):
        return True


class InvalidString(str):
    def __mod__(self, other):
        raise ValueError(other)


class Table(dict):
    def __missing__(self, key):
        return key.upper()


ALLOWED = AllowAll(["a", "b"])
INSIDE = "c" in ALLOWED
LENGTH = len(ALLOWED)
LAST = ALLOWED[-1]
TEXT = InvalidString("%s")
SHOUT = TEXT.upper()
TABLE = Table(a=1)["b"]
KIND = isinstance(ALLOWED, list), isinstance(TEXT, str), isinstance(TEXT, list)
ANYTHING = "x" in type("Anything", (), {"__contains__": lambda self, item: True})()
