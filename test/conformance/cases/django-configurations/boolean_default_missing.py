# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_DEBUG": "1"}
from configurations import Configuration, values


class Prod(Configuration):
    SECRET_KEY = "secret"
    DEBUG = values.BooleanValue()
