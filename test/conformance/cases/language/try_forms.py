def run(action):
    steps = []
    try:
        steps.append("try")
        action()
    except KeyError as error:
        steps.append(("KeyError", error.args, str(error)))
    except (ValueError, TypeError) as error:
        steps.append((type(error).__name__, str(error)))
    except Exception:
        steps.append("Exception")
    except:
        steps.append("bare")
    else:
        steps.append("else")
    finally:
        steps.append("finally")
    return steps


def fail(error):
    raise error


RESULTS = [
    run(lambda: None),
    run(lambda: {}["k"]),
    run(lambda: fail(ValueError("bad"))),
    run(lambda: fail(TypeError)),
    run(lambda: 1 / 0),
    run(lambda: fail(SystemExit(2))),
    run(lambda: fail(OSError(2, "missing"))),
    run(lambda: fail(KeyboardInterrupt)),
]


def early():
    try:
        return "try"
    finally:
        LOG.append("finally")


def replaced():
    try:
        return "try"
    finally:
        return "finally"


def swallowed():
    for n in range(3):
        try:
            raise ValueError
        finally:
            break
    return n


LOG = []
EARLY = early(), LOG, replaced(), swallowed()
