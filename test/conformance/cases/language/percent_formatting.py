NAME, NUMBER = "site", 42
STRINGS = "%s" % NAME, "%s-%s" % (NAME, NUMBER), "%r" % NAME, "%10s|" % NAME, "%-10s|" % NAME, "%.2s" % NAME, "%s" % None, "%s" % [1], "%s" % ((1, 2),), "%a" % "é"
INTEGERS = "%d" % NUMBER, "%5d|" % NUMBER, "%05d" % NUMBER, "%-5d|" % NUMBER, "%+d" % NUMBER, "%x" % 255, "%X" % 255, "%#x" % 255, "%o" % 8, "%d" % 3.7, "%i" % True, "%c" % 65, "%c" % "z", "% d" % 5
FLOATS = "%f" % 1.5, "%.2f" % 3.14159, "%e" % 12345.678, "%g" % 0.0001, "%8.3f|" % 2.5, "%.0f" % 2.5, "%s" % 1.0, "%g" % 1e10, "%.3g" % 1234.5, "%f" % 3
MAPPED = "%(name)s:%(port)d" % {"name": NAME, "port": 80}, "%(a)s%(a)s" % {"a": 1, "b": 2}, "%(x)05.1f" % {"x": 2.25}
PERCENT = "100%%" % (), "%d%%" % 50, "%%s" % ()
STAR = "%*d" % (5, 42), "%.*f" % (2, 3.14159)
BYTES = b"%s=%d" % (b"a", 1)


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__, str(error)


ERRORS = (
    outcome(lambda: "%s %s" % "a"),
    outcome(lambda: "%s" % ("a", "b")),
    outcome(lambda: "%d" % "a")[0],
    outcome(lambda: "%(a)s" % {}),
    outcome(lambda: "%(a)s" % 5),
    outcome(lambda: "a" % 5),
    outcome(lambda: "%z" % 5)[0],
    outcome(lambda: "100%" % ()),
)
NO_CONVERSION = "plain" % {"a": 1}, "plain" % ()
