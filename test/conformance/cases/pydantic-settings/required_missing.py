# env: {"SECRET_KEY": "k"}
from pydantic import ValidationError
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    SECRET_KEY: str


class Optional_(BaseSettings):
    OTHER_KEY: str


try:
    OTHER = Optional_().OTHER_KEY
except ValidationError:
    OTHER = "missing"
SECRET_KEY = Settings().SECRET_KEY
