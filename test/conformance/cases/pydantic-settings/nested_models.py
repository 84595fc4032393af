# env: {"APP_DB__HOST": "h", "APP_CACHE__URL": "c"}
# env: {"APP_DB": "{\"host\": \"json\", \"options\": {\"a\": \"b\"}}"}
# env: {"APP_DB": "{\"host\": \"json\"}", "APP_DB__PORT": "1"}
# env: {"APP_DB__PORT": "x"}
# env: {"APP_DB__OPTIONS": "{\"k\": \"v\"}"}
# env: {"APP_DB": "not json"}
# env: {"app_db__host": "lower"}
from pydantic import BaseModel
from pydantic_settings import BaseSettings, SettingsConfigDict


class Database(BaseModel):
    host: str = "localhost"
    port: int = 5432
    options: dict[str, str] = {}


class Cache(BaseModel):
    url: str


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="APP_", env_nested_delimiter="__")
    db: Database = Database(host="default")
    cache: Cache | None = None


settings = Settings()
DB = settings.db.host, settings.db.port, settings.db.options
CACHE = settings.cache.url if settings.cache else None
DUMPED = settings.model_dump()
