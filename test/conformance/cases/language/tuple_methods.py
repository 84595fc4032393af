A = (1, 2, 1)
COUNT = A.count(1), A.count(9), ("a",).count("a")
INDEX = A.index(2), A.index(1, 1)
CONCATENATED = A + (3,), A * 2
NESTED = ((1, 2), (3,)) + ((4,),)
LENGTHS = len(A), len(()), len((1,))


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__, str(error)


ERRORS = outcome(lambda: A.index(5)), outcome(lambda: A.append(1)), outcome(lambda: A.sort())
