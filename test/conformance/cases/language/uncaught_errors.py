# env: {"A": "1"}
# env: {"A": "0"}
# env: {"A": "x"}
import os

NUMBER = int(os.environ.get("A", "1"))
RATIO = 10 / NUMBER
