# env: {"DJANGO_CONFIGURATION": "Prod"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_DEBUG": " YES ", "DJANGO_FEATURE": "0"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_DEBUG": "", "DJANGO_FEATURE": "true"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_DEBUG": "on"}
from configurations import Configuration, values


class Prod(Configuration):
    SECRET_KEY = "secret"
    DEBUG = values.BooleanValue(False)
    FEATURE = values.BooleanValue(True)
    NUMBER = values.BooleanValue(1)
