# env: {"KEEP": "1"}
import os

TEMPORARY = 1
KEPT = TEMPORARY + 1
del TEMPORARY
OPTIONS = {"a": 1, "b": 2}
del OPTIONS["a"]
if not os.environ.get("KEEP"):
    del KEPT
LIST = ["a", "b"]
LAST = LIST.pop()
POPPED = OPTIONS.pop("b", None)
GONE = OPTIONS.pop("b", "default")
