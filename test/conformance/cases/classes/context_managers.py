class Collect:
    def __init__(self):
        self.events = []

    def __enter__(self):
        self.events.append("enter")
        return self

    def __exit__(self, kind, value, traceback):
        self.events.append("exit")
        return kind is KeyError


with Collect() as collect:
    collect.events.append("body")
EVENTS = collect.events
with Collect() as second:
    {}["missing"]
    NEVER = True
SECOND = second.events
