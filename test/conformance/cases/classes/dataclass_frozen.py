# env: {"CHANGE": "1"}
import os
from dataclasses import FrozenInstanceError, dataclass, replace


@dataclass(frozen=True, kw_only=True)
class Limits:
    size: int = 10
    time: float


limits = Limits(time=1.5)
try:
    limits.size = 20
except FrozenInstanceError:
    FROZEN = True
larger = replace(limits, size=100)
SIZES = limits.size, larger.size, larger.time
if os.environ.get("CHANGE"):
    limits.time = 3
