SPLIT = "a,b,,c".split(","), "a b  c ".split(), "".split(), "".split(","), "a,b,c".split(",", 1), " a b c ".split(None, 1), "a--b--c".split("--"), "abc".split("x"), "a,b".split(sep=","), "a b c".split(maxsplit=1)
RSPLIT = "a.b.c".rsplit("."), "a.b.c".rsplit(".", 1), "a b c".rsplit(None, 1), "a b c".rsplit(maxsplit=1), " a  b ".rsplit()
LINES = "a\nb\r\nc\rd".splitlines(), "a\n\nb\n".splitlines(), "".splitlines(), "a\nb".splitlines(True), "a\x0bb\x1cc\u2028d".splitlines(), "\n".splitlines(), "a\nb\n".splitlines(keepends=True)
PARTITION = "a=b=c".partition("="), "a=b=c".rpartition("="), "abc".partition("="), "abc".rpartition("="), "=a".partition("=")
JOIN = ",".join(["a", "b"]), "".join(("x", "y")), "-".join("abc"), ",".join({"a": 1, "b": 2}), ",".join([]), ", ".join(sorted({"b", "a"})), ",".join(str(n) for n in range(3))


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__, str(error)


ERRORS = outcome(lambda: "a".split("")), outcome(lambda: ",".join([1])), outcome(lambda: ",".join(["a", None])), outcome(lambda: ",".join(5)), outcome(lambda: "a".partition("")), outcome(lambda: "a".rsplit(""))
