"""The module's own text."""
import sys

print("loading", "settings", sep=" ", end="\n", file=sys.stderr)
RESULT = print("x", file=sys.stderr)
"a string statement"
42
...
