# env: {"DEBUG": "true", "ALLOWED_HOSTS": "[\"example.com\"]"}
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    DEBUG: bool = False
    ALLOWED_HOSTS: list[str] = []
    lower: int = 1


settings = Settings()
locals().update({key: value for key, value in settings if key.isupper()})
