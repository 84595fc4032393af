# env: {"SECRET_KEY": "from environment", "TOKEN": "t"}
from pydantic import SecretStr
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    secret_key: SecretStr = SecretStr("default")
    token: SecretStr | None = None
    text: SecretStr = "text"


settings = Settings()
SECRET_KEY = settings.secret_key.get_secret_value()
SHOWN = str(settings.secret_key), f"{settings.text}"
TOKEN = settings.token.get_secret_value() if settings.token else None
TEXT = settings.text.get_secret_value()
