# env: {"COLOR": "RED"}
import os
from enum import Enum


class Color(Enum):
    RED = 1


COLOR = Color[os.environ.get("COLOR", "BLUE")].value
