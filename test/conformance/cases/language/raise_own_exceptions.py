class ConfigError(Exception):
    pass


class MissingError(ConfigError, KeyError):
    """With two bases."""


class PortError(ValueError): ...


def outcome(error, *handlers):
    try:
        raise error
    except handlers as caught:
        return type(caught).__name__, caught.args, isinstance(caught, ConfigError)
    except Exception:
        return "not caught"


RESULTS = (
    outcome(ConfigError("a"), ConfigError),
    outcome(MissingError("b", 1), ConfigError),
    outcome(MissingError("c"), LookupError),
    outcome(PortError(5), ValueError),
    outcome(PortError, PortError),
    outcome(ConfigError(), ValueError),
    outcome(ConfigError(), ValueError, ConfigError),
)
TEXT = str(ConfigError("a")), repr(PortError(1)), str(PortError()), str(ConfigError(1, 2))
SUBCLASS = issubclass(MissingError, LookupError), issubclass(PortError, ConfigError)
