# env: {"APP_NAME": "upper", "app_port": "1", "NAME": "not read", "Mixed": "mixed", "MIXED": "other"}
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="APP_", extra="ignore")
    name: str = "name"
    port: int = 80


class Sensitive(BaseSettings):
    model_config = SettingsConfigDict(case_sensitive=True)
    Mixed: str = "default"
    mixed: str = "lower"


class Old(BaseSettings):
    name: str = "old"

    class Config:
        env_prefix = "APP_"


NAME = Settings().name
PORT = Settings().port
MIXED = Sensitive().Mixed, Sensitive().mixed
OLD = Old().name
OVERRIDDEN = Settings(_env_prefix="").name
