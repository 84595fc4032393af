from decimal import Decimal

D = Decimal("1.50")
VALUES = [Decimal("0.1"), Decimal(5), Decimal("-2.50")]
TEXT = str(D), repr(D), str(Decimal(5)), f"{D}", bool(Decimal("0"))
EQUAL = D == Decimal("1.5"), D < Decimal(2), max(VALUES)
