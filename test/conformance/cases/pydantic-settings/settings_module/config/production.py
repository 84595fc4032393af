# env: {"DEBUG": "yes", "POSTGRES_HOST": "db", "POSTGRES_PORT": "6432"}
# env: {"SECRET_KEY": ""}
# env: {"POSTGRES_PORT": "many"}
from .env import settings

DEBUG = settings.debug
SECRET_KEY = settings.secret_key
DATABASES = {"default": settings.database.as_django}
