# env: {"DATABASE_URL": "x", "FIRST": "1", "SECOND": "2", "APP_OWN": "own"}
# env: {"DATABASE_URL": "x", "SECOND": "2", "APP_NAMED": "prefixed", "OWN": "not read"}
# env: {"DB": "x"}
from pydantic import AliasChoices, Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="APP_", populate_by_name=True)
    db: str = Field(alias="DATABASE_URL")
    choice: int = Field(0, validation_alias=AliasChoices("FIRST", "SECOND"))
    own: str = "default"
    named: str = Field(default="n", validation_alias="OTHER_NAME")


settings = Settings()
DB = settings.db
CHOICE = settings.choice
OWN = settings.own
NAMED = settings.named
