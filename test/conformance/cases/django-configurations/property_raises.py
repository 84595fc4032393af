# env: {"DJANGO_CONFIGURATION": "Prod"}
# env: {"DJANGO_CONFIGURATION": "Prod", "TOKEN": "t"}
import os

from configurations import Configuration


class Prod(Configuration):
    SECRET_KEY = "secret"

    @property
    def TOKEN(self):
        return os.environ["TOKEN"]
