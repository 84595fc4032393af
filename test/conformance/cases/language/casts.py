# env: {"AGE": "600", "RATE": "0.5", "FLAG": "1"}
# env: {"AGE": " 7 ", "RATE": "1e-3", "FLAG": "0"}
# unknown: BASE_16
import os

AGE = int(os.environ.get("AGE", 60))
AGE_DEFAULT = int(os.environ.get("MISSING_AGE", "0"))
RATE = float(os.environ.get("RATE", "1.0"))
FLAG = bool(int(os.environ.get("FLAG", "0")))
TEXT = str(AGE)
FROM_STRING = int("42")
FROM_FLOAT = int(3.9)
BASE_16 = int("ff", 16)
OF_NONE = str(None)
OF_LIST = bool([])
OF_TEXT = bool("False")
