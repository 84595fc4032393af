class A:
    X = "a"
    Y = "a"


class B(A):
    pass


class C(A):
    X = "c"


class D(B, C):
    pass


X = D.X
Y = D.Y
SUB = issubclass(D, A), issubclass(A, D), issubclass(D, (C, str))
