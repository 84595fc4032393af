# env: {"DJANGO_CONFIGURATION": "Prod"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_PORT": " 8_000 ", "DJANGO_RATIO": "1e3", "DJANGO_WORKERS": "2"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_PORT": "eighty"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_RATIO": "half"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_WORKERS": "-2"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_PRICE": "1.10"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_PRICE": "cheap"}
from configurations import Configuration, values


class Prod(Configuration):
    SECRET_KEY = "secret"
    PORT = values.IntegerValue(80)
    RATIO = values.FloatValue(0.5)
    WORKERS = values.PositiveIntegerValue(1)
    PRICE = values.DecimalValue()
    AS_GIVEN = values.IntegerValue("5")
