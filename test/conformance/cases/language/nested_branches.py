# env: {"A": "1"}
# env: {"A": "1", "B": "1"}
# env: {"B": "1"}
import os

RESULT = []
if os.environ.get("A"):
    RESULT.append("a")
    if os.environ.get("B"):
        RESULT.append("ab")
    else:
        RESULT.append("a only")
elif os.environ.get("B"):
    RESULT.append("b only")
else:
    pass
LENGTH = len(RESULT)
