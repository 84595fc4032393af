class Base:
    __level = "base"

    def __init__(self):
        self.__secret = "base secret"

    def __hidden(self):
        return "hidden base"

    def base(self):
        return self.__secret, self.__level, self.__hidden()


class Derived(Base):
    __level = "derived"

    def __init__(self):
        super().__init__()
        self.__secret = "derived secret"

    def __hidden(self):
        return "hidden derived"

    def derived(self):
        return self.__secret, self.__level, self.__hidden()


thing = Derived()
BASE = thing.base()
DERIVED = thing.derived()
NAMES = sorted(vars(thing))
OUTSIDE = thing._Base__secret, Derived._Derived__level
MISSING = hasattr(thing, "__secret")
