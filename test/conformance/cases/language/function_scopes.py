NAME = "module"


def reads():
    return NAME


def shadows():
    NAME = "local"
    return NAME


def writes():
    global WRITTEN, NAME
    WRITTEN = 1
    NAME = "changed"


BEFORE = reads(), shadows(), NAME
writes()
AFTER = reads(), NAME


def counter():
    count = 0

    def increment(by=1):
        nonlocal count
        count += by
        return count

    return increment


step = counter()
COUNTED = step(), step(), step(5), counter()()


def unbound():
    value = value + 1
    return value


def conditional(flag):
    if flag:
        result = 1
    return result


def outcome(function):
    try:
        return function()
    except NameError as error:
        return type(error).__name__


value = 10
ERRORS = outcome(unbound), outcome(lambda: conditional(False)), outcome(lambda: conditional(True)), outcome(lambda: not_defined)


def outer():
    x = "outer"

    def middle():
        def inner():
            return x

        return inner()

    return middle()


CLOSURE = outer()


def deleted():
    x = 1
    del x
    return x


DELETED = outcome(deleted)


def global_in_loop():
    for name in ["LOOPED"]:
        globals()[name] = 1


global_in_loop()
