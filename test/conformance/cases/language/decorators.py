import functools
from functools import cache, lru_cache, wraps


@lru_cache
def cached():
    return 1


@lru_cache(maxsize=None)
def cached_too(n):
    return n * 2


@functools.cache
def third():
    return [1]


def twice(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs) * 2

    return wrapper


def prefix(text):
    def decorate(function):
        def wrapper():
            return text + function()

        return wrapper

    return decorate


@twice
def base(n):
    """Its text."""
    return n + 1


@prefix("a")
@prefix("b")
def name():
    return "c"


RESULTS = cached(), cached_too(4), third(), base(2), name(), base.__name__
THIRD = third()
THIRD.append(2)
SAME = third()
