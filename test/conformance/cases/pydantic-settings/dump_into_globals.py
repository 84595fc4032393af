# env: {"DEBUG": "true", "SECRET_KEY": "s"}
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    DEBUG: bool = False
    SECRET_KEY: str = "development"
    TIMEOUT: int | None = None


globals().update(Settings().model_dump())
