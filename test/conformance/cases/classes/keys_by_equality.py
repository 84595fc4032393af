# unknown: FOUND
# unknown: COUNT
# unknown: INSIDE
# unknown: FROZEN
from dataclasses import dataclass


class Key:
    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        return self.name == other.name

    def __hash__(self):
        return hash(self.name)


@dataclass(frozen=True)
class Point:
    x: int


TABLE = {Key("a"): 1, Key("b"): 2}
FOUND = TABLE.get(Key("a"), "missing")
COUNT = len({Key("a"), Key("a")})
INSIDE = Key("b") in TABLE
FROZEN = {Point(1): "one"}.get(Point(1))
del TABLE
