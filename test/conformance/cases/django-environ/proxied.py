# env: {"A": "$B", "B": "value", "N": "$M", "M": "5", "L": "$B", "E": "\\$B", "DOLLARS": "$$B"}
# env: {"A": "$MISSING"}
# env: {"B": "5"}
"""A value or default that starts with $ is the name of another variable."""
import environ

env = environ.Env()
SECRET_KEY = "x" * 50
A = env("A", default="none")
N = env.int("N", default=1)
ESCAPED = env("E", default="none")
DOLLARS = env("DOLLARS", default="none")
DEFAULT = env("MISSING_A", default="$B") if "B" in env else None
env.escape_proxy = True
UNESCAPED = env("E", default="none")
