NUMBER = 5
SIZE = "small" if NUMBER < 3 else "medium" if NUMBER < 10 else "large"
LAZY = 1 if True else 1 / 0
NESTED = ("a" if NUMBER else "b") if NUMBER > 1 else "c"
ITEMS = [n if n % 2 else -n for n in range(5)]
CALL = (len if NUMBER else int)("abc")
