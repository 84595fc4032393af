PLAIN = int("5"), int(" 42 "), int("-7"), int("+7"), int("1_000"), int(3.9), int(True), int(), int("007"), int("-0")
BASES = int("ff", 16), int("0xff", 16), int("0b11", 2), int("11", 2), int("0x1f", 0), int("0o17", 0), int("z", 36), int("10", base=8), int("12", 0), int("-0xF", 16)
UNICODE = int("٣")


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__, str(error)


ERRORS = (
    outcome(lambda: int("")),
    outcome(lambda: int("a")),
    outcome(lambda: int("1.5")),
    outcome(lambda: int(" ")),
    outcome(lambda: int("1__0")),
    outcome(lambda: int("2", 2)),
    outcome(lambda: int(None))[0],
    outcome(lambda: int([]))[0],
    outcome(lambda: int("5", 99)),
    outcome(lambda: int(5, 10)),
    outcome(lambda: int("08", 0)),
    outcome(lambda: int(1, 2, 3))[0],
)
