def delete(container, key):
    try:
        del container[key]
        return container
    except Exception as error:
        return type(error).__name__


LISTS = delete([1, 2, 3], 0), delete([1, 2, 3], -1), delete([1], 1), delete([1], "a")
DICTS = delete({"a": 1, "b": 2}, "a"), delete({"a": 1}, "b"), delete({(1, 2): 3}, (1, 2)), delete({1: 2}, True)
OTHERS = delete((1, 2), 0), delete("abc", 0), delete(None, 0), delete({1}, 0)
A = {"x": {"y": 1, "z": 2}}
del A["x"]["y"]
B = 1
del B
C = D = 2
del C, (D)
E = [1, 2, 3]
del E[0], E[0]
