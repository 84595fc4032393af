# env: {"DJANGO_CONFIGURATION": "Prod"}
# env: {"DJANGO_CONFIGURATION": "Dev"}
import os

from configurations import Configuration


class Prod(Configuration):
    SECRET_KEY = "secret"
    DOTENV = os.path.join(os.path.dirname(os.path.abspath(__file__)), ".env")


class Dev(Configuration):
    SECRET_KEY = "secret"
    DOTENV = None
