def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__


ERRORS = (
    outcome(lambda: f"{'a':d}"),
    outcome(lambda: f"{1:s}"),
    outcome(lambda: f"{1.5:d}"),
    outcome(lambda: f"{None:>5}"),
    outcome(lambda: f"{[]:5}"),
    outcome(lambda: f"{1:Q}"),
    outcome(lambda: f"{'a':=5}"),
    outcome(lambda: f"{1 / 0}"),
    outcome(lambda: f"{1:.2}"),
    outcome(lambda: f"{'a':+}"),
)
