# env: {"DJANGO_CONFIGURATION": "Prod"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_TOKEN": "abc"}
from configurations import Configuration, values


class Prod(Configuration):
    SECRET_KEY = "secret"
    TOKEN = values.Value(environ_required=True)
