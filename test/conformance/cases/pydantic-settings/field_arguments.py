# env: {"WORKERS": "4", "CODE": "ABC"}
# env: {"WORKERS": "0"}
# env: {"CODE": "AB"}
# env: {"CODE": "ABCDEF"}
# env: {"LEVEL": "b"}
# env: {"LEVEL": "c"}
from typing import Annotated, Literal

from pydantic import Field
from pydantic_settings import BaseSettings


def default_hosts():
    return ["a.example.com"]


class Settings(BaseSettings):
    workers: int = Field(1, ge=1, le=10, description="How many")
    code: str = Field(default="XYZ", min_length=3, max_length=5)
    hosts: list[str] = Field(default_factory=default_hosts)
    options: dict = Field(default_factory=dict)
    level: Literal["a", "b"] = "a"
    annotated: Annotated[int, Field(gt=0)] = 5


settings = Settings()
WORKERS = settings.workers
CODE = settings.code
HOSTS = settings.hosts
OPTIONS = settings.options
LEVEL = settings.level
ANNOTATED = settings.annotated
