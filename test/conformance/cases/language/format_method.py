from pathlib import Path

POSITIONAL = "{} {}".format(1, 2), "{0}{1}{0}".format("a", "b"), "{}".format([1]), "{!r}".format("a"), "{:>5}".format("a")
NAMED = "{a}-{b}".format(a=1, b="x"), "{a:03d}".format(a=7), "{a!r:>5}".format(a="b"), "{0}{x}".format(1, x=2)
FIELDS = "{0[0]}".format(["a"]), "{d[key]}".format(d={"key": "v"}), "{0.real}".format(5), "{p.name}".format(p=Path("a/b")), "{0[a][1]}".format({"a": [1, 2]}), "{0[1]}".format({1: "int"})
NESTED = "{:{}}".format("a", 5), "{:>{width}}".format("a", width=4), "{:.{p}f}".format(1.2345, p=2)
BRACES = "{{}}".format(), "{{{}}}".format(1), "a{{b}}".format()
MAPPING = "{a}".format_map({"a": 1}), "{a[b]}".format_map({"a": {"b": 2}})
UNBOUND = str.format("{}", 1)
FUNCTION = format(5, "03d"), format("a", ">3"), format(1.5), format(1234, ",")


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__


ERRORS = (
    outcome(lambda: "{}".format()),
    outcome(lambda: "{a}".format(b=1)),
    outcome(lambda: "{} {1}".format(1, 2)),
    outcome(lambda: "{".format()),
    outcome(lambda: "}".format()),
    outcome(lambda: "{0[x]}".format({"a": 1})),
    outcome(lambda: "{0.missing}".format(1)),
    outcome(lambda: "{:d}".format("a")),
    outcome(lambda: "{0[5]}".format([1])),
)
