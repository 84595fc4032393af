# env: {"DB_HOST": "db.example.com"}
import os
from dataclasses import asdict, astuple, dataclass, field
from typing import ClassVar


@dataclass
class Database:
    name: str
    host: str = os.environ.get("DB_HOST", "localhost")
    port: int = 5432
    options: dict = field(default_factory=dict)
    tags: list[str] = field(default_factory=lambda: ["a"])
    engine: ClassVar[str] = "postgresql"
    url: str = field(init=False)

    def __post_init__(self):
        self.url = f"{self.engine}://{self.host}:{self.port}/{self.name}"


@dataclass
class Replica(Database):
    weight: int = 1


@dataclass
class Point:
    x: int
    y: int = 0


database = Database("site", port=5433)
other = Database("site", port=5433)
other.tags.append("b")
URL = database.url
AS_DICT = asdict(database)
AS_TUPLE = astuple(Replica("copy", weight=2))
EQUAL = Point(1, 2) == Point(1, 2), Point(1, 2) == Point(1, y=3), Point(1, 2) == (1, 2)
DEFAULT = Database.port, Database.engine
TAGS = database.tags, other.tags
