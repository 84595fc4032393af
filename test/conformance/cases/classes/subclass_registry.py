class Plugin:
    registry = {}

    def __init_subclass__(cls, /, label=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.registry[label or cls.__name__] = cls


class First(Plugin):
    app = "first"


class Second(Plugin, label="two"):
    app = "second"


NAMES = list(Plugin.registry)
APPS = [plugin.app for plugin in Plugin.registry.values()]
