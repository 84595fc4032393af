A = [1]
B = A
SAME = A is B, A is not B, A is [1], [] is []
NOTHING = None is None, A is None, A is not None
BOOLS = True is True, (1 == 1) is True, bool(1) is True, 1 is None
FUNCTIONS = len is len, str is str, str is int, type(1) is int, type("") is str, type(None) is type(None)
ELLIPSIS = ... is ..., ... is Ellipsis
DICT = {"list": A}
KEPT = DICT["list"] is A, list(A) is A, A[:] is A
