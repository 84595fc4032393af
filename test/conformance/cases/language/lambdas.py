DOUBLE = (lambda n: n * 2)(4)
DEFAULTS = (lambda a, b=2, *args, c=3, **kw: (a, b, args, c, kw))(1)
GIVEN = (lambda a, b=2, *args, c=3, **kw: (a, b, args, c, kw))(1, 5, 6, 7, c=8, d=9)
SORTED = sorted(["bb", "a", "ccc"], key=lambda s: -len(s))
NESTED = (lambda a: lambda b: a + b)(1)(2)
LATE = [f() for f in [lambda: n for n in range(3)]]
EARLY = [f() for f in [lambda n=n: n for n in range(3)]]
CONDITIONAL = (lambda v: "yes" if v else "no")("")
show_toolbar = lambda request: False
MAPPED = list(map(lambda a, b: a * b, [1, 2], [3, 4]))
