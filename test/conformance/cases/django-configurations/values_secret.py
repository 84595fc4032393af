# env: {"DJANGO_CONFIGURATION": "Prod"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_SECRET_KEY": "from environment"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_SECRET_KEY": ""}
# env: {"DJANGO_CONFIGURATION": "Dev"}
from configurations import Configuration, values


class Dev(Configuration):
    SECRET_KEY = "development"


class Prod(Dev):
    SECRET_KEY = values.SecretValue()
