# env: {"STAGE": "staging"}
# env: {"STAGE": "nowhere"}
import os
from enum import Enum, auto


class Stage(Enum):
    LOCAL = "local"
    STAGING = "staging"
    PRODUCTION = "production"
    LIVE = "production"

    @property
    def secure(self):
        return self is not Stage.LOCAL

    def hosts(self):
        return [f"{self.value}.example.com"]

    @classmethod
    def default(cls):
        return cls.PRODUCTION


class Level(Enum):
    LOW = auto()
    MIDDLE = auto()
    HIGH = 10
    HIGHER = auto()


stage = Stage(os.environ.get("STAGE", "production"))
VALUE = stage.value
NAME = stage.name
TEXT = str(stage)
FORMATTED = f"{stage}"
SECURE = stage.secure
HOSTS = stage.hosts()
SAME = stage == Stage.PRODUCTION, stage is Stage.LIVE, stage == "production", stage != Stage.LOCAL
DEFAULT = Stage.default().value
BY_NAME = Stage["LOCAL"].value
MEMBERS = [member.name for member in Stage]
ALL = list(Stage.__members__)
COUNT = len(Stage)
LEVELS = [level.value for level in Level]
INSIDE = stage in (Stage.STAGING, Stage.PRODUCTION), stage in {Stage.LOCAL: 1}
MAPPED = {Stage.STAGING: "s", Stage.PRODUCTION: "p"}[stage]
TRUE = bool(Stage.LOCAL)
KIND = isinstance(stage, Stage), isinstance(stage, str)
