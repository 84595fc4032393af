# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_SECRET_KEY": "x"}
from configurations import Configuration, values


class Prod(Configuration):
    SECRET_KEY = values.SecretValue("default")
