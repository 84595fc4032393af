def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__


DIVISION = outcome(lambda: 1 / 0), outcome(lambda: 1 // 0), outcome(lambda: 1 % 0), outcome(lambda: 1.0 / 0)
ZERO_POWER = outcome(lambda: 0**-1)
TYPES = (
    outcome(lambda: 1 + "1"),
    outcome(lambda: "1" + 1),
    outcome(lambda: [1] + (2,)),
    outcome(lambda: {"a": 1} + {"b": 2}),
    outcome(lambda: None + 1),
    outcome(lambda: "a" - "b"),
    outcome(lambda: "a" * "b"),
    outcome(lambda: "a" * 1.5),
    outcome(lambda: [1] * "a"),
    outcome(lambda: 1 << -1),
    outcome(lambda: 1.5 | 2),
    outcome(lambda: -"a"),
    outcome(lambda: ~1.5),
    outcome(lambda: {1} + {2}),
    outcome(lambda: [1] - [1]),
    outcome(lambda: b"a" + "b"),
    outcome(lambda: 1.5 << 1),
    outcome(lambda: 1 @ 2),
)
OVERFLOW = outcome(lambda: int(float("inf"))), outcome(lambda: int(float("nan"))), outcome(lambda: 2.0**10000)
