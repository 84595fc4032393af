A, B = 1, 2
(C, D) = [3, 4]
FIRST, *REST = ["x", "y", "z"]
E = F = "both"
A, B = B, A
G, (H, I) = 1, (2, 3)
