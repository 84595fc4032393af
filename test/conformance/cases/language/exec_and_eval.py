# unknown: A
# unknown: C
# unknown: BEFORE
BEFORE = 1
A = eval("1 + 1")
exec("BEFORE = 2")
C = "after"
