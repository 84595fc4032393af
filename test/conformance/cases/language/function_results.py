def nothing():
    pass


def bare():
    return


def several():
    return 1, 2


def branches(n):
    if n > 2:
        return "big"
    elif n > 1:
        return "middle"
    return "small"


def recursive(n):
    return 1 if n <= 1 else n * recursive(n - 1)


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


def loop(items):
    for item in items:
        if item:
            return item
    else:
        return "none"


RESULTS = nothing(), bare(), several(), branches(3), branches(2), branches(1), recursive(10), even(6), loop([0, 5]), loop([0])
FIRST, SECOND = several()


def env_list(text, separator=","):
    """Splits text."""
    return [part.strip() for part in text.split(separator) if part.strip()]


HOSTS = env_list(" a, b ,,c")
DOC = env_list.__doc__, env_list.__name__
