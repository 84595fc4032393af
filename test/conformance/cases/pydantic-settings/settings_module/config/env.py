from functools import lru_cache

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class DatabaseSettings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="POSTGRES_")
    db: str = "site"
    user: str = "postgres"
    password: str = ""
    host: str = "localhost"
    port: int = 5432

    @property
    def as_django(self):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": self.db,
            "USER": self.user,
            "PASSWORD": self.password,
            "HOST": self.host,
            "PORT": self.port,
        }


class Settings(BaseSettings):
    debug: bool = False
    secret_key: str = Field(default="insecure", min_length=1)
    database: DatabaseSettings = Field(default_factory=DatabaseSettings)


settings = Settings()
