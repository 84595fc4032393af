# env: {"NAME": "", "PORT": ""}
# env: {"NAME": "x", "PORT": "1"}
from pydantic_settings import BaseSettings


class Settings(BaseSettings, env_ignore_empty=True):
    name: str = "default"
    port: int = 80


NAME = Settings().name
PORT = Settings().port
