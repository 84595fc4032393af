# env: {"GIVE": "1"}
import os
from dataclasses import dataclass


@dataclass
class Config:
    name: str
    debug: bool = False


if os.environ.get("GIVE"):
    DEBUG = Config("x").debug
else:
    DEBUG = Config(debug=True).debug
