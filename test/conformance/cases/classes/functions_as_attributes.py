def outside(self):
    return self.name


class Config:
    name = "config"
    label = outside
    numbers = staticmethod(lambda: [1, 2])

    def __init__(self):
        self.own = lambda: "own"

    def method(self):
        return "method"


config = Config()
bound = config.method
LABEL = config.label()
UNBOUND = Config.method(config)
OWN = config.own()
NUMBERS = config.numbers()
BOUND = bound()
NAMES = [f.__name__ for f in (Config.method, outside)]
CALLABLE = callable(config), callable(config.own), callable(Config), callable("x")
