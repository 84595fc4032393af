OR = None or "default", "" or [] or 0, "a" or "b", 0 or None
AND = "a" and "b", "" and "b", [1] and [2], None and 1 / 0
MIXED = "a" and 0 or "c", not "" and not [], "x" or 1 / 0
NOT = not None, not 0, not [0], not {}, not {0: 0}, not "", not "False", not 0.0, not set(), not ()
TRUTH = bool("False"), bool("0"), bool(" "), bool([]), bool([[]]), bool(range(0)), bool(b""), bool(frozenset()), bool(...)
