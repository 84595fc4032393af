SQUARES = [n * n for n in range(5)]
EVEN = [n for n in range(10) if n % 2 == 0 if n > 2]
PAIRS = [(a, b) for a in "ab" for b in range(2)]
DEPENDENT = [(a, b) for a in range(3) for b in range(a)]
NESTED = [[a * b for b in range(3)] for a in range(2)]
FLAT = [item for row in [[1, 2], [3]] for item in row if item != 2]
DICT = {k: v for k, v in zip("abc", range(3))}
INVERTED = {v: k for k, v in DICT.items()}
FILTERED = {k: v for k, v in DICT.items() if k != "b"}
SET = {len(word) for word in ["a", "bb", "cc"]}
UNPACKED = [a + sum(rest) for a, *rest in [(1, 2, 3), (4,)]]
KEYS = [k.upper() for k in DICT]
VALUES = [v + 1 for v in DICT.values()]
NUMBERED = [f"{i}:{c}" for i, c in enumerate("ab", start=1)]
REVERSED = [n for n in reversed([1, 2, 3])]
SORTED = [k for k in sorted(DICT, reverse=True)]
CONDITIONAL = ["odd" if n % 2 else "even" for n in range(3)]
DUPLICATES = {n % 2: n for n in range(5)}
MULTI = [x for x in (y for y in (1, 2, 3) if y > 1)]
