# env: {"DSN": "x", "LIMIT": "3", "MIXED": "5", "EITHER": "7"}
# env: {"LIMIT": ""}
# env: {"LIMIT": "None"}
# env: {"MIXED": "true", "EITHER": "1.5"}
from typing import Optional, Union

from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    dsn: Optional[str] = None
    limit: int | None = None
    mixed: Union[int, str] = 3
    either: int | float = 2


settings = Settings()
DSN = settings.dsn
LIMIT = settings.limit
MIXED = settings.mixed
EITHER = settings.either
