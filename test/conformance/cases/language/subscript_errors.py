def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__, str(error)


LISTS = outcome(lambda: [1][1]), outcome(lambda: [1][-2]), outcome(lambda: [][0]), outcome(lambda: [1]["a"])
TUPLES = outcome(lambda: (1,)[5]), outcome(lambda: ()[0])
STRINGS = outcome(lambda: "abc"[3]), outcome(lambda: ""[0])
DICTS = outcome(lambda: {}["a"]), outcome(lambda: {"a": 1}[1]), outcome(lambda: {"a": 1}[("b", 2)]), outcome(lambda: {1: 2}[None])
OTHERS = outcome(lambda: 5[0]), outcome(lambda: None["a"]), outcome(lambda: {1}[0]), outcome(lambda: True["x"])
