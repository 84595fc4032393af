N = 0
while N < 5:
    N += 1
    if N == 3:
        break
else:
    NOT_REACHED = 1
M = 3
while M:
    M -= 1
else:
    REACHED = True
ITEMS = [1, 2, 3]
SEEN = []
while ITEMS:
    SEEN.append(ITEMS.pop())
    if SEEN[-1] == 2:
        continue
COUNT = 0
while True:
    COUNT += 1
    if COUNT > 50:
        break
while False:
    NEVER = 1
