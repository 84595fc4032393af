def nested():
    try:
        try:
            raise KeyError("inner")
        except ValueError:
            return "not here"
        finally:
            TRACE.append("inner finally")
    except LookupError as error:
        return repr(error)


def again():
    try:
        try:
            int("x")
        except ValueError:
            TRACE.append("seen")
            raise
    except Exception as error:
        return type(error).__name__, str(error)


def chained():
    try:
        try:
            {}["a"]
        except KeyError as error:
            raise RuntimeError("no a") from error
    except RuntimeError as error:
        return str(error), type(error.__cause__).__name__


def suppressed():
    try:
        raise ValueError("x") from None
    except ValueError as error:
        return error.__cause__


def in_handler():
    try:
        try:
            raise ValueError
        except ValueError:
            raise TypeError("second")
    except TypeError as error:
        return str(error), type(error.__context__).__name__


def in_else():
    try:
        try:
            pass
        except ValueError:
            return "no"
        else:
            raise ValueError("else")
    except ValueError as error:
        return str(error)


TRACE = []
RESULTS = nested(), again(), chained(), suppressed(), in_handler(), in_else()
try:
    raise ValueError("x")
except ValueError as e:
    MESSAGE = str(e)
try:
    e
except NameError:
    GONE = True
