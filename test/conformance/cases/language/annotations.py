from __future__ import annotations

import typing
from typing import TYPE_CHECKING, Any, Final, Optional

if TYPE_CHECKING:
    from not_installed import Thing
if typing.TYPE_CHECKING:
    NEVER = 1
NAME: str = "a"
PORT: int
DEBUG: Final[bool] = False
ITEMS: list[dict[str, Any]] = []
OPTIONAL: Optional[str] = None
THING: "Thing | None" = None
Alias = dict[str, int]


def typed(a: int, *args: str, b: Optional[str] = None, **kwargs: Any) -> list[int]:
    inner: int = a
    return [inner]


TYPED = typed(1)
CAST = typing.cast(str, "value")
UPPER: dict[str, int] = {"a": 1}
UPPER["b"]: int = 2
