class Node:
    def __init__(self, name, *children):
        self.name = name
        self.children = list(children)

    def names(self):
        found = [self.name]
        for child in self.children:
            found += child.names()
        return found


class Registry:
    def __init__(self):
        self.items = {}

    def register(self, name):
        def add(function):
            self.items[name] = function
            return function

        return add


registry = Registry()


@registry.register("double")
def double(value):
    return value * 2


NAMES = Node("a", Node("b", Node("c")), Node("d")).names()
DOUBLED = registry.items["double"](4)
for n in range(3):
    setattr(registry, f"item_{n}", n)
ITEMS = [getattr(registry, f"item_{n}") for n in range(3)]
