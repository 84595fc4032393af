from collections import OrderedDict, defaultdict, namedtuple, Counter, ChainMap, deque
import collections

O = OrderedDict([("b", 1), ("a", 2)])
O["c"] = 3
O.move_to_end("b")
ORDER = list(O), O.get("a"), O == {"a": 2, "b": 1, "c": 3}, O.pop("a"), isinstance(O, dict), type(O).__name__
SETTINGS = OrderedDict(x=1, y=OrderedDict(z=2))
D = defaultdict(list)
D["a"].append(1)
D["a"].append(2)
D["b"]
E = defaultdict(int, {"x": 1})
E["x"] += 1
E["y"] += 1
F = defaultdict(lambda: "none")
DEFAULTS = F["missing"], F.get("other"), "other" in F, len(F), dict(F)
Point = namedtuple("Point", ["x", "y"])
Pair = collections.namedtuple("Pair", "left right", defaults=[0])
P = Point(1, y=2)
NAMED = P.x, P[1], P._asdict(), P._replace(x=5), P == (1, 2), repr(P), Point._fields, list(P), Pair(1), isinstance(P, tuple), Point._make([3, 4])
X, Y = P


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__


ERRORS = outcome(lambda: Point(1)), outcome(lambda: P.z), outcome(lambda: O["zz"]), outcome(lambda: Point(1, 2, 3)), outcome(lambda: defaultdict()["a"])
