LOG = []


def append(item, items=[]):
    items.append(item)
    return items


FIRST = append(1)
SECOND = append(2)
OWN = append(3, [])
VALUE = 1


def late(value=VALUE):
    return value, VALUE


VALUE = 2
DEFAULT = late()


def order(a=LOG.append("a"), b=LOG.append("b")):
    return a, b


ORDER = order(), LOG


def mutable(options={}):
    options.setdefault("calls", 0)
    options["calls"] += 1
    return options["calls"]


CALLS = mutable(), mutable(), mutable({})
