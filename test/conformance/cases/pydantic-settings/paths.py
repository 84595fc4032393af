# env: {"ROOT": "/srv//site/./x"}
from pathlib import Path

from pydantic_settings import BaseSettings

BASE_DIR = Path("/app")


class Settings(BaseSettings):
    root: Path = BASE_DIR / "data"
    media: Path = "media"


settings = Settings()
ROOT = settings.root
LOGS = settings.root / "logs"
MEDIA = settings.media
