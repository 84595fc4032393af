PLAIN = float("1.5"), float(" 2 "), float("1e3"), float("-.5"), float("5."), float(3), float(True), float(), float("1_0.5"), float("+1"), float("Infinity"), float("-inf")
NAN = float("nan") != float("nan")


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__, str(error)


ERRORS = outcome(lambda: float("")), outcome(lambda: float("abc")), outcome(lambda: float("1,5")), outcome(lambda: float(None))[0], outcome(lambda: float([]))[0], outcome(lambda: float("1_")), outcome(lambda: float(10**400))[0]
