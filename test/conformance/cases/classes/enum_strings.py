# env: {"STAGE": "staging"}
import os
from enum import Enum, IntEnum, StrEnum, auto


class Stage(str, Enum):
    STAGING = "staging"
    PRODUCTION = "production"
    NONE = ""


class Color(StrEnum):
    RED = auto()
    DARK_BLUE = auto()
    GREEN = "grün"


class Number(IntEnum):
    ONE = 1
    TWO = auto()
    ZERO = 0


STAGE = Stage(os.environ.get("STAGE", "production"))
IS_STRING = STAGE == "production", "staging" == STAGE, isinstance(STAGE, str)
UPPER = STAGE.upper()
JOINED = "-".join([Stage.STAGING, Color.RED])
TEXT = str(Stage.STAGING), str(Color.RED), str(Number.TWO)
FORMATTED = f"{Stage.STAGING} {Color.DARK_BLUE} {Number.ONE}"
ADDED = Stage.STAGING + "!"
KEYS = {Stage.STAGING: 1, "production": 2}
FOUND = KEYS["staging"], KEYS[Stage.PRODUCTION]
COLORS = list(Color)
NUMBERS = [Number.ONE, Number.TWO + 1]
SUM = Number.ONE + Number.TWO
LESS = Number.ONE < Number.TWO, Stage.PRODUCTION < Stage.STAGING
TRUE = bool(Stage.NONE), bool(Number.ZERO), bool(Color.RED)
SETTING = os.environ.get("MISSING", Color.RED)
INDEX = ["zero", "one", "two"][Number.TWO]
