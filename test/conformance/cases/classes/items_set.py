class Store:
    def __init__(self):
        self.content = {}

    def __setitem__(self, key, value):
        self.content[key] = value

    def __delitem__(self, key):
        del self.content[key]


store = Store()
store["a"] = 1
store["b"] = 2
del store["a"]
CONTENT = store.content
