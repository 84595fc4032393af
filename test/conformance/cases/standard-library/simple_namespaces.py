from types import SimpleNamespace

N = SimpleNamespace(a=1, b=[2])
N.c = 3
N.b.append(4)
VALUES = N.a, N.b, N.c, hasattr(N, "a"), hasattr(N, "z"), getattr(N, "z", "none"), vars(N)
