STR = str(5), str(1.0), str(True), str(None), str("a"), str([1, "a", None]), str((1,)), str(()), str({"a": [1]}), str({1}), str(set()), str(b"a"), str(), str(...), str(10**25), str(range(3))
REPR = repr(5), repr("a"), repr([1, "a"]), repr({"a": (1, 2)}), repr({"a"}), repr(frozenset()), repr(frozenset([1])), repr(range(1, 5, 2)), repr([[], {}]), repr({"k": {"n": None}}), repr(True), repr(1e100), repr(-0.0)
ASCII = ascii("é"), ascii("a"), ascii(["é", "日", "😀"]), ascii("\n")
CONVERTED = chr(65), chr(0x1F600), ord("a"), ord("é"), ord(b"a"), hex(255), hex(-1), oct(8), bin(5), bin(-5)
TYPES = str(int), repr(str), str(type(None)), repr(type([])), str(ValueError), repr(ValueError("x")), str(ValueError("x")), str(ValueError()), str(ValueError(1, "a")), repr(KeyError("k")), str(KeyError("k"))


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__


ERRORS = outcome(lambda: chr(-1)), outcome(lambda: chr(0x110000)), outcome(lambda: ord("ab")), outcome(lambda: ord("")), outcome(lambda: hex(1.5)), outcome(lambda: bin("a"))
