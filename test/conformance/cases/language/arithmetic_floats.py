ADD = 1.5 + 2, 0.1 + 0.2, 1 - 0.9, 1.5 * 2, True + 0.5
DIVIDE = 1.0 / 3, 7.5 // 2, -7.5 // 2, 7 // 2.0, 1e300 * 1e10
MODULO = 7.5 % 2, -7.5 % 2, 7.5 % -2, 5 % 2.5, -1e-20 % 1
POWER = 2.0**3, 2**0.5, 4**-0.5, 9.0**0, 0.0**0
UNARY = -1.5, +1.5, -0.0
LITERALS = 1e3, 1.5e-5, 1_000.5, .5, 5., 1e16, 1e15, 123456789012345680.0, 1e-4, 0.00001
TEXT = str(1e16), str(1e15), repr(1e-5), str(0.1), repr(100.0), str(-0.0), str(1e22), repr(1.5e300), str(123456789.125)
INFINITE = float("inf"), -float("inf"), str(float("nan"))
COMPARE = 1 == 1.0, 0.1 + 0.2 == 0.3, 1 < 1.5 < 2, float("inf") > 10**100, float("nan") == float("nan")
ROUNDED = round(2.5), round(3.5), round(2.675, 2), round(-1.5), round(1234.5678, 2), round(1234, -2), round(5), round(1.0), round(0.5), round(1e20), round(15, -1), round(25, -1)
INTEGER = int(3.9), int(-3.9), int(1e15), 3.0.is_integer(), 3.5.is_integer()
