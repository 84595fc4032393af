# env: {"NAME": "environment", "PORT": "1"}
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    name: str = "default"
    port: int = 80


settings = Settings(name="keyword")
NAME = settings.name
PORT = settings.port
WITHOUT_FILE = Settings(_env_file=None).name
settings.port = "not validated"
CHANGED = settings.port
