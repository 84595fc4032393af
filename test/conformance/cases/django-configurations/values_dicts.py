# env: {"DJANGO_CONFIGURATION": "Prod"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_OPTIONS": "{'a': 1, \"b\": [True, None, 'x'], 'd': {'e': -2.5}}"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_OPTIONS": ""}
# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_OPTIONS": "[1]"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_OPTIONS": "nothing"}
from configurations import Configuration, values


class Prod(Configuration):
    SECRET_KEY = "secret"
    OPTIONS = values.DictValue({"default": 1})
    EMPTY = values.DictValue()
