# env: {"PORT": "1"}
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    port: int = "eighty"


PORT = Settings().port
