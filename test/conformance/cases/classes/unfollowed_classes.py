# unknown: META
# unknown: DECORATED
# unknown: ATTRIBUTE
# unknown: CREATED
# unknown: MIXED
from collections import UserDict
from functools import total_ordering


class Meta(type):
    def __new__(mcs, name, bases, namespace):
        return super().__new__(mcs, name, bases, {**namespace, "X": "meta"})


class WithMeta(metaclass=Meta):
    X = "class"


@total_ordering
class Decorated:
    X = "class"

    def __lt__(self, other):
        return True


class Own:
    x = "class"

    def __getattribute__(self, name):
        return "own"


class Created:
    def __new__(cls):
        return "a string"


class Mixed(UserDict):
    X = 1


META = WithMeta.X
DECORATED = Decorated.X
ATTRIBUTE = Own().x
CREATED = Created()
MIXED = Mixed.X
AFTER = "known"
