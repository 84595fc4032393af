# env: {"DEBUG": "on", "PORT": " 8_000 ", "RATIO": "1e2", "secret_key": "lower case", "NOTE": ""}
# env: {"SECRET_KEY": "x", "DEBUG": "T", "PORT": "5.0", "RATIO": "1_0.5"}
# env: {"SECRET_KEY": "x", "DEBUG": " true"}
# env: {"SECRET_KEY": "x", "DEBUG": ""}
# env: {"SECRET_KEY": "x", "PORT": "5.5"}
# env: {"SECRET_KEY": "x", "PORT": ""}
# env: {"SECRET_KEY": "x", "RATIO": "half"}
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    secret_key: str
    debug: bool = False
    port: int = 8000
    ratio: float = 0.5
    note: str = "note"
    converted: int = "7"


settings = Settings()
SECRET_KEY = settings.secret_key
DEBUG = settings.debug
PORT = settings.port
RATIO = settings.ratio
NOTE = settings.note
CONVERTED = settings.converted
