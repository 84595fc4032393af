def outcome(function):
    try:
        return function()
    except TypeError as error:
        return str(error)


MIXED = (
    outcome(lambda: 1 < "1"),
    outcome(lambda: "1" >= 1),
    outcome(lambda: None < 1),
    outcome(lambda: [1] < (1,)),
    outcome(lambda: [1] < ["a"]),
    outcome(lambda: (1, "a") < (1, 2)),
    outcome(lambda: {"a": 1} < {"b": 2}),
    outcome(lambda: {1} < [1]),
    outcome(lambda: "a" < None),
    outcome(lambda: 1.5 < "a"),
    outcome(lambda: b"a" < "b"),
)
DECIDED_EARLIER = outcome(lambda: (1, "a") < (2, 2)), outcome(lambda: 1 > 2 > "a")
MEMBERS = outcome(lambda: 1 in "abc"), outcome(lambda: b"a" in "abc")
