BASE = {"a": 1, "b": 2}
MERGED = BASE | {"b": 3, "c": 4}
BASE |= {"z": 26}
CONSTRUCTED = dict(BASE, extra=True)
KEYS = list(BASE)
HAS = "a" in BASE
HAS_NOT = "missing" not in BASE
BASE.setdefault("a", 100)
BASE.setdefault("new", 100)
