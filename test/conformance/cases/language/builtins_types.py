TYPES = type(1).__name__, type("").__name__, type([]).__name__, type({}).__name__, type(()).__name__, type(None).__name__, type(1.5).__name__, type(True).__name__, type(b"").__name__, type({1}).__name__, type(range(1)).__name__, type(lambda: 0).__name__, type(len).__name__, type(int).__name__, type(ValueError()).__name__, type(...).__name__
SAME = type(1) == int, type(1) is type(2), type(True) == int, type("a") in (str, bytes), type([]) != tuple
INSTANCES = isinstance(1, int), isinstance(True, int), isinstance(1, bool), isinstance(1.0, int), isinstance("a", str), isinstance("a", (int, str)), isinstance([], (list, tuple)), isinstance((), list), isinstance({}, dict), isinstance(None, type(None)), isinstance(1, object), isinstance(b"", bytes), isinstance("a", int | str), isinstance(ValueError(), Exception), isinstance(KeyError(), (ValueError, LookupError)), isinstance(int, type), isinstance(1, (int, (str,)))
SUBCLASSES = issubclass(bool, int), issubclass(int, str), issubclass(KeyError, LookupError), issubclass(ValueError, (TypeError, Exception)), issubclass(str, object), issubclass(int, int)
CALLABLE = callable(len), callable(lambda: 0), callable(5), callable(str), callable("a"), callable(None)
ATTRIBUTES = hasattr("a", "upper"), hasattr("a", "missing"), hasattr([], "append"), hasattr(1, "upper"), getattr("a", "upper")(), getattr("a", "missing", "default"), getattr([1], "count")(1), getattr(None, "x", None), hasattr({}, "items")
NAMES = int.__name__, len.__name__, str.__qualname__, ValueError.__name__, (1).__class__.__name__, "".__class__ is str
NOT_IMPLEMENTED = NotImplemented is NotImplemented, Ellipsis is ...


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__


ERRORS = outcome(lambda: isinstance(1, "int")), outcome(lambda: issubclass(1, int)), outcome(lambda: getattr("a", "missing")), outcome(lambda: (1).upper()), outcome(lambda: None.strip()), outcome(lambda: [].items()), outcome(lambda: {}.append(1)), outcome(lambda: undefined_name), outcome(lambda: len(5)), outcome(lambda: len()), outcome(lambda: "a"()), outcome(lambda: None()), outcome(lambda: int.missing)
