# env: {"KIND": "setting"}
# env: {"KIND": "config"}
# env: {"KIND": "key"}
# env: {"KIND": "plain"}
# env: {"KIND": "other"}
import os


class ConfigError(Exception):
    pass


class SettingError(ConfigError, KeyError):
    def __init__(self, name):
        super().__init__(f"no {name}")
        self.name = name

    def __str__(self):
        return "setting " + self.name


def check(kind):
    if kind == "setting":
        raise SettingError("SECRET_KEY")
    if kind == "config":
        raise ConfigError("bad config")
    if kind == "key":
        return {}["missing"]
    if kind == "plain":
        raise ConfigError
    if kind == "other":
        raise RuntimeError("other")
    return "fine"


try:
    RESULT = check(os.environ.get("KIND"))
except SettingError as error:
    RESULT = str(error)
    NAME = error.name
except ConfigError as error:
    RESULT = f"<{error}>"
    ARGS = error.args
except LookupError:
    RESULT = "lookup"
ISSUB = issubclass(SettingError, LookupError), isinstance(ConfigError("x"), Exception)
