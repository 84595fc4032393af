A = {"a": 1, "b": 2}
GET = A.get("a"), A.get("z"), A.get("z", 0), A.get("a", 0)
DEFAULT = A.setdefault("c", 3), A.setdefault("a", 9), A.setdefault("n")
POP = A.pop("c"), A.pop("z", None), A.popitem()
VIEWS = list(A.keys()), list(A.values()), list(A.items()), len(A.items())
B = A.copy()
A.clear()
C = {}
C.update({"a": 1})
C.update(b=2)
C.update([("c", 3), ["d", 4]])
C.update({"a": 5}, e=6)
C.update(zip("fg", range(2)))
C.update()
FROMKEYS = dict.fromkeys("ab"), dict.fromkeys(["x", "y"], 0), {}.fromkeys([1])
MADE = dict(a=1), dict([("a", 1)]), dict({"a": 1}, b=2), dict(zip("ab", [1, 2])), dict(), dict(["xy"])
NESTED = {"DATABASES": {"default": {}}}
NESTED["DATABASES"]["default"].update(NAME="x")
NESTED.get("DATABASES", {}).setdefault("other", {})["NAME"] = "y"
REVERSED = list(reversed({"a": 1, "b": 2}))
LIVE = {"a": 1}
KEYS = LIVE.keys()
LIVE["b"] = 2
AFTER = list(KEYS)
MUTATED = {"a": [1]}
MUTATED.get("a").append(2)
SHALLOW = MUTATED.copy()
SHALLOW["a"].append(3)


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__, str(error)


ERRORS = (
    outcome(lambda: {}.pop("a")),
    outcome(lambda: {}.popitem()),
    outcome(lambda: {}.update(5))[0],
    outcome(lambda: {}.update([1]))[0],
    outcome(lambda: dict([(1, 2, 3)]))[0],
    outcome(lambda: {}.has_key("a")),
    outcome(lambda: {"a": 1}.get())[0],
)
