class Hosts:
    def __init__(self, *names):
        self.names = list(names)

    def __str__(self):
        return ",".join(self.names)

    def __len__(self):
        return len(self.names)

    def __contains__(self, name):
        return name in self.names or name.endswith(".example.com")

    def __getitem__(self, index):
        return self.names[index]

    def __call__(self, name):
        return self.names + [name]

    def __eq__(self, other):
        return isinstance(other, Hosts) and self.names == other.names

    def __add__(self, other):
        return Hosts(*self.names, *other.names)

    def __iter__(self):
        return iter(self.names)


class Always:
    def __bool__(self):
        return False


hosts = Hosts("a", "b")
TEXT = str(hosts)
FORMATTED = f"<{hosts}>"
LENGTH = len(hosts)
TRUE = bool(hosts), bool(Hosts()), bool(Always())
INSIDE = "a" in hosts, "x.example.com" in hosts, "c" in hosts
ITEM = hosts[0], hosts[-1]
CALLED = hosts("c")
EQUAL = hosts == Hosts("a", "b"), hosts == Hosts("a"), hosts == "a", hosts != Hosts("a", "b")
SUM = (hosts + Hosts("c")).names
