STRINGS = "a" in "cat", "" in "", "at" in "cat", "x" not in "cat", "ct" in "cat"
LISTS = 1 in [1, 2], 1.0 in [1], True in [1], "1" in [1], None in [None], [1] in [[1]], (1, 2) in [(1, 2)]
DICTS = "a" in {"a": 1}, 1 in {"a": 1}, "a" in {"a": 1}.keys(), 1 in {"a": 1}.values(), ("a", 1) in {"a": 1}.items()
SETS = 1 in {1}, 1.0 in {1}, "x" in set(), (1, 2) in {(1, 2), (3, 4)}
RANGES = 3 in range(5), 5 in range(5), 4 in range(0, 10, 3), 6 in range(0, 10, 3), 2.0 in range(5), "a" in range(3)
BYTES = b"a" in b"cat", 97 in b"cat"
TUPLES = 1 in (1,), 2 in (), "debug" in ("debug", "trace")
GENERATED = 4 in (n * 2 for n in range(5)), 5 in map(int, ["1", "5"])
