def match(value):
    match value:
        case {"type": "db", "name": str(name), **rest}:
            return "db", name, rest
        case {"type": "cache" | "redis" as kind}:
            return kind
        case [int(a), int(b)]:
            return a + b
        case ["go", *words, "end"]:
            return words
        case (a, (b, c)):
            return a, b, c
        case {"nested": {"key": [_, second]}}:
            return second
        case dict():
            return "dict"
        case list() | tuple():
            return "sequence"
        case bool() | None:
            return "flag"
        case str():
            return "text"
    return "no case"


RESULTS = [
    match({"type": "db", "name": "x", "port": 1}),
    match({"type": "db", "name": 1}),
    match({"type": "redis"}),
    match([1, 2]),
    match((3, 4)),
    match(["go", "a", "b", "end"]),
    match(["go", "end"]),
    match([1, [2, 3]]),
    match({"nested": {"key": [1, 2]}}),
    match([1, 2, 3]),
    match(True),
    match("ab"),
    match(5),
]
import os

match os.environ.get("STAGE", "dev"):
    case "prod" | "production" as stage:
        STAGE = stage
    case other:
        STAGE = f"other {other}"
match 1, 2:
    case 1, x:
        X = x
