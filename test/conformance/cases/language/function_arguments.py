def plain(a, b=2):
    return a, b


def rest(a, *args, **kwargs):
    return a, args, kwargs


def keyword(a, *, b, c=3):
    return a, b, c


def positional(a, b=1, /, c=2):
    return a, b, c


def all_kinds(a, b=2, /, c=3, *args, d, e=5, **kwargs):
    return a, b, c, args, d, e, kwargs


PLAIN = plain(1), plain(1, 3), plain(b=1, a=2), plain(*[1, 2]), plain(**{"a": 1})
REST = rest(1), rest(1, 2, 3), rest(1, x=2), rest(1, 2, y=3), rest(*range(3), **{"z": 1})
KEYWORD = keyword(1, b=2), keyword(1, b=2, c=4), keyword(a=1, b=2)
POSITIONAL = positional(0), positional(0, 5), positional(0, c=7)
ALL = all_kinds(1, d=4), all_kinds(1, 2, 3, 4, 5, d=6, f=7)


def outcome(function):
    try:
        return function()
    except TypeError:
        return "TypeError"


ERRORS = (
    outcome(lambda: plain()),
    outcome(lambda: plain(1, 2, 3)),
    outcome(lambda: plain(1, c=2)),
    outcome(lambda: plain(1, a=2)),
    outcome(lambda: keyword(1, 2)),
    outcome(lambda: keyword(1)),
    outcome(lambda: positional(a=1)),
    outcome(lambda: plain(**{"a": 1, "b": 2, "c": 3})),
)
ALLOWED = rest(1, a_=2), (lambda a, /, **kw: (a, kw))(1, a=2)
