n = "outer"
INNER = [n for n in range(3)]
OUTER = n


def build():
    factor = 3
    return [factor * value for value in range(3)]


FROM_FUNCTION = build()
ITEMS = [1, 2]
MODULE_NAMES = [len(ITEMS) for _ in ITEMS]
try:
    value
except NameError:
    UNBOUND = True
SHADOWED = [[n for n in range(n)] for n in range(3)]
FIRST = [x for x in [y for y in [1, 2]]]
WALRUS = [last := m for m in range(3)]
LAST = last
