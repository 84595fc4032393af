TOTAL = 0
for n in range(5):
    if n == 1:
        continue
    if n == 4:
        break
    TOTAL += n
else:
    ELSE_AFTER_BREAK = True
for n in []:
    pass
else:
    ELSE_AFTER_END = True
AFTER = n
PAIRS = []
for i, (a, b) in enumerate([("x", 1), ("y", 2)]):
    PAIRS.append((i, a, b))
for key, value in {"K1": 1, "K2": 2}.items():
    globals()[key] = value
COPY = [1, 2, 3]
for item in COPY[:]:
    COPY.remove(item)
GROWING = [1]
for item in GROWING:
    if len(GROWING) < 4:
        GROWING.append(item + 1)
CHARACTERS = []
for c in "ab":
    for d in "xy":
        if d == "y":
            break
        CHARACTERS.append(c + d)
TARGET = [0]
for TARGET[0] in range(3):
    pass
FOUND = None
for app in ["a", "debug_toolbar", "b"]:
    if "debug" in app:
        FOUND = app
        break
LAST = app


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__


def iterate(value):
    for _ in value:
        pass


def change(value):
    for key in value:
        value[key + "x"] = 1


ERRORS = outcome(lambda: iterate(5)), outcome(lambda: iterate(None)), outcome(lambda: change({"a": 1}))
