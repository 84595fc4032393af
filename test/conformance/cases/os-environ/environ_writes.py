# env: {"FIRST": "1", "SECOND": "2"}
# env: {"SECOND": "", "THIRD": "3"}
"""What the settings write to os.environ, they read back."""
import os

SECRET_KEY = "x" * 50
os.environ["FIRST"] = "written"
KEPT = os.environ.setdefault("SECOND", "default")
MISSING_BEFORE = "THIRD" in os.environ
os.environ.update({"THIRD": "updated"}, FOURTH="keyword")
os.environ.update([("FIFTH", "pair")])
VALUES = [os.environ.get(name) for name in ("FIRST", "SECOND", "THIRD", "FOURTH", "FIFTH", "SIXTH")]
POPPED = os.environ.pop("THIRD"), os.environ.pop("THIRD", None), os.getenv("THIRD", "gone")
del os.environ["FOURTH"]
AFTER = "FOURTH" in os.environ, "FIFTH" in os.environ
os.environ |= {"FOURTH": "again"}
AGAIN = os.environ["FOURTH"]
os.putenv("SEVENTH", "not seen")
os.unsetenv("FIRST")
SEVENTH = os.getenv("SEVENTH"), os.environ["FIRST"]
