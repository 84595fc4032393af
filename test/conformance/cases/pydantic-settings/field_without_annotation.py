from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    name: str = "x"
    port = 80


PORT = Settings().port
