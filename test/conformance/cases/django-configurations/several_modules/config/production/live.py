from configurations import values

from ..common import Common


class Production(Common):
    SECRET_KEY = values.SecretValue()
    DEBUG = False
    ALLOWED_HOSTS = values.ListValue(["example.com"])
