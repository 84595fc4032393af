# env: {"DJANGO_CONFIGURATION": "Prod"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_HOST": "example.com"}
from configurations import Configuration, values
from django.core.exceptions import ImproperlyConfigured


class Prod(Configuration):
    SECRET_KEY = "secret"
    HOST = values.Value("")

    @classmethod
    def post_setup(cls):
        super().post_setup()
        if not cls.HOST:
            raise ImproperlyConfigured("HOST is needed")
