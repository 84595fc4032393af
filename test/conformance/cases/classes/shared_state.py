class Counter:
    instances = []
    count = 0

    def __init__(self, name):
        Counter.count += 1
        self.number = Counter.count
        self.instances.append(name)


first = Counter("first")
second = Counter("second")
alias = first
alias.name = "renamed"
COUNT = Counter.count
NUMBERS = first.number, second.number
INSTANCES = Counter.instances
NAME = first.name
