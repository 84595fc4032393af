# env: {"DEBUG": "maybe"}
# env: {"DEBUG": "1"}
from decouple import config

DEBUG = config("DEBUG", default=False, cast=bool)
