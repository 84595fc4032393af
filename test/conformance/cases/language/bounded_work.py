# unknown: POWER
# unknown: STRING
# unknown: LIST
# unknown: RANGE
# unknown: SHIFT
# unknown: PADDED
# unknown: FORMATTED
# unknown: ZFILL
# unknown: REPLACED
# unknown: JOINED
# unknown: PRODUCT
POWER = len(str(7**4000))
STRING = len("a" * 10**7)
LIST = len([0] * 10**6)
RANGE = sum(range(10**5))
SHIFT = (1 << 10**5) % 1000
PADDED = len("a".ljust(10**7))
FORMATTED = len(f"{1:10000000}")
ZFILL = len("1".zfill(10**7))
REPLACED = len(("a" * 1000).replace("a", "b" * 10**4))
JOINED = len(("b" * 1000).join("c" * 10**4))
PRODUCT = len(str(3**3000 * 3**3000))
LONG_RANGE = len(range(10**12)), 10**11 in range(10**12), range(10**12)[5]
