# env: {"HOSTS": "[\"a\", \"b\"]", "NUMBERS": "[\"1\", 2]", "TABLE": "{\"a\": \"1\"}", "PAIR": "[1, \"x\"]", "NAMES": "[\"x\", \"x\"]", "EITHER": "[\"j\"]"}
# env: {"HOSTS": "null", "EITHER": "plain", "MAYBE": "[3]"}
# env: {"HOSTS": "a,b"}
# env: {"HOSTS": ""}
# env: {"HOSTS": "\"text\""}
# env: {"NUMBERS": "[\"x\"]"}
# env: {"PAIR": "[1]"}
# env: {"MAYBE": "x"}
# env: {"TABLE": "[]"}
from typing import Any, List, Union

from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    hosts: List[str] = ["example.com"]
    numbers: list[int] = []
    table: dict[str, int] = {"z": 0}
    pair: tuple[int, str] = (0, "zero")
    names: set[str] = set()
    either: Union[list[str], str] = "none"
    maybe: list[int] | None = None
    anything: dict[str, Any] = {"k": [1, None]}


settings = Settings()
HOSTS = settings.hosts
NUMBERS = settings.numbers
TABLE = settings.table
PAIR = settings.pair
NAMES = settings.names
EITHER = settings.either
MAYBE = settings.maybe
ANYTHING = settings.anything
