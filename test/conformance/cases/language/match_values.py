def describe(value):
    match value:
        case 0 | 1:
            return "small"
        case "a":
            return "letter"
        case None:
            return "none"
        case True:
            return "never: equals 1"
        case -1:
            return "negative"
        case 1.5:
            return "float"
        case int():
            return "int"
        case str() as text if len(text) > 3:
            return "long " + text
        case str(text):
            return "short " + text
        case float(number):
            return number
        case [] | {}:
            return "empty list, or any dict"
        case [x]:
            return ("one", x)
        case [first, *rest]:
            return (first, rest)
        case _:
            return "other"


RESULTS = [describe(v) for v in (0, 1, "a", None, -1, 1.5, 7, "hello", "hi", 2.5, [], {}, [1], (1, 2, 3), {"k": 1}, {1}, True, b"x")]
