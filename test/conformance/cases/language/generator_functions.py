def numbers(n):
    for i in range(n):
        yield i


def mixed():
    yield "a"
    yield from ["b", "c"]
    for item in ("d",):
        yield item
    return "ignored"


def conditional(items):
    for item in items:
        if not item:
            continue
        if item == "stop":
            return
        yield item.upper()


def pairs(mapping):
    for key, value in mapping.items():
        yield key, value * 2


def empty():
    return
    yield


LISTS = list(numbers(3)), list(mixed()), list(conditional(["a", "", "b", "stop", "c"])), list(empty())
DICT = dict(pairs({"a": 1}))
JOINED = ",".join(mixed())
TOTAL = sum(numbers(4))
UNPACKED = [*numbers(2), *mixed()]
FIRST = next(numbers(3))
LOOP = []
for number in numbers(3):
    LOOP.append(number)
ONCE = mixed()
READ = list(ONCE), list(ONCE)
FOUND = "c" in mixed()


def recursive(items):
    for item in items:
        if isinstance(item, list):
            yield from recursive(item)
        else:
            yield item


FLAT = list(recursive([1, [2, [3]], 4]))
