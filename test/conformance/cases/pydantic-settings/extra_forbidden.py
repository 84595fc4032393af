# env: {"WHICH": "ignore"}
import os

from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    name: str = "n"


class Ignoring(Settings, extra="ignore"):
    pass


NAME = (Ignoring if os.environ.get("WHICH") else Settings)(name="x", other=1).name
