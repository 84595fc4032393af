if (LENGTH := len("abc")) > 2:
    LONG = LENGTH
ITEMS = [Y := 1, Y + 1, Y * 3]
FILTERED = [half for n in range(6) if (half := n // 2) > 0]
LAST = half
ANY = any((FOUND := n) > 2 for n in range(10))
while (COUNT := len(ITEMS)) > 1:
    ITEMS.pop()
CALL = max(Z := 5, 3) + Z
NESTED = (A := (B := 2) + 1) + B
UNUSED = False and (NEVER := 1)
