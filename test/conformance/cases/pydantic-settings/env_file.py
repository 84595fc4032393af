# env: {"NAME": "environment"}
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore")
    name: str = "default"


class Several(BaseSettings):
    model_config = SettingsConfigDict(env_file=(".env", ".env.production"))
    name: str = "several"


NAME = Settings().name
SEVERAL = Several().name
