# env: {"DEBUG": "1", "NAME": "n", "PROD_NAME": "p"}
from typing import ClassVar

from pydantic_settings import BaseSettings, SettingsConfigDict


class Base(BaseSettings):
    debug: bool = True
    name: str = "base"
    kind: ClassVar[str] = "base"

    def label(self):
        return f"{self.kind}:{self.name}"


class Production(Base):
    model_config = SettingsConfigDict(env_prefix="PROD_")
    debug: bool = False
    kind: ClassVar[str] = "production"
    extra: int = 1


settings = Production()
DEBUG = settings.debug
NAME = settings.name
LABEL = settings.kind + ":" + settings.name
FIELDS = list(settings.model_dump())
BASE = Base().name
