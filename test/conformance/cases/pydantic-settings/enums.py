# env: {"STAGE": "staging", "LEVEL": "2"}
# env: {"STAGE": "STAGING"}
# env: {"LEVEL": "9"}
from enum import Enum, IntEnum, StrEnum

from pydantic_settings import BaseSettings


class Stage(str, Enum):
    PRODUCTION = "production"
    STAGING = "staging"


class Level(IntEnum):
    LOW = 1
    HIGH = 2


class Color(StrEnum):
    RED = "red"


class Settings(BaseSettings):
    stage: Stage = Stage.PRODUCTION
    level: Level = Level.LOW
    color: Color = "red"

    @property
    def is_production(self) -> bool:
        return self.stage == Stage.PRODUCTION


settings = Settings()
STAGE = settings.stage
LEVEL = settings.level.value
COLOR = settings.color
DEBUG = not settings.is_production
