import json

PLAIN = json.dumps(1), json.dumps("a"), json.dumps(None), json.dumps(True), json.dumps(1.5), json.dumps([]), json.dumps({}), json.dumps([1, "a", None, {"k": [True]}]), json.dumps((1, 2)), json.dumps(1e20), json.dumps(float("inf"))
KEYS = json.dumps({1: 2, None: 3, True: 4, 1.5: 5}), json.dumps({"b": 1, "a": 2}, sort_keys=True)
TEXT = json.dumps('quote " \\ \n \t é 😀 /'), json.dumps("é", ensure_ascii=False)
FORMATS = json.dumps({"a": [1, 2], "b": {}}, indent=2), json.dumps([1, 2], separators=(",", ":")), json.dumps({"a": 1}, separators=(",", ":")), json.dumps([], indent=2), json.dumps([1], indent=0)
ROUND = json.loads(json.dumps({"a": [1, 2.5, None, "x"]}))


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__


ERRORS = outcome(lambda: json.dumps({1})), outcome(lambda: json.dumps(b"a")), outcome(lambda: json.dumps({(1, 2): 3}))
