FIND = "hello".find("l"), "hello".find("x"), "hello".rfind("l"), "hello".find("l", 3), "hello".find("l", 0, 2), "hello".find(""), "abc".rfind(""), "hello".find("o", -1)
INDEX = "hello".index("e"), "hello".rindex("l"), "😀é".index("é")
COUNT = "banana".count("a"), "banana".count("ana"), "banana".count(""), "banana".count("a", 2), "banana".count("a", 0, 3)
REPLACE = "aaa".replace("a", "b"), "aaa".replace("a", "b", 2), "abc".replace("", "-"), "abc".replace("x", "y"), "aaa".replace("a", "", 1), "a.b".replace(".", "$&"), "aaa".replace("a", "b", -1)


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__, str(error)


ERRORS = outcome(lambda: "abc".index("x")), outcome(lambda: "abc".rindex("x")), outcome(lambda: "a".replace(1, 2))[0], outcome(lambda: "a".find(1))[0], outcome(lambda: "a".startswith(1))[0], outcome(lambda: "a".missing())
