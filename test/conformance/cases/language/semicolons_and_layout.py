A = 1; B = 2
if A: C = 3
else: C = 4
D = [
    1,  # a comment
    # another
    2,
]
E = 1 + \
    2
F = ("a"
     "b")
G = A if \
    B else C
class Inner: X = 1; Y = 2
H = Inner.X, Inner.Y
def one(): return 1
I = one()
J = (yes := True) and 5
for K in (1, 2): L = K
while False: pass
try: M = 1
except Exception: M = 2
K, = [3]
