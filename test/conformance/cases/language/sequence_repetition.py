LISTS = [0] * 3, 3 * [1, 2], [1] * 0, [1] * -1, [[]] * 2
TUPLES = (1,) * 3, 2 * ("a", "b"), () * 5
STRINGS = "ab" * 3, 3 * "-", "x" * 0, "-" * True
BYTES = b"a" * 3
SHARED = [[0]] * 2
SHARED[0].append(1)
D = [1]
D *= 3
E = (1,)
E *= 2
F = "a"
F *= 3
ALIAS = G = [1]
G *= 2
