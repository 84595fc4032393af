# env: {"DJANGO_CONFIGURATION": "Prod"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_SITE": "https://shop.example.com"}
from configurations import Configuration, pristinemethod, values


class Base(Configuration):
    SECRET_KEY = "secret"
    SITE = values.Value("http://localhost")
    NAME = "base"

    @property
    def ALLOWED_HOSTS(self):
        return [self.SITE.split("//")[1]]

    @property
    def SECURE_SSL_REDIRECT(self):
        return self.SITE.startswith("https://")

    def GREETING(self):
        return f"{self.NAME}: {self.helper()}"

    def helper(self):
        return "help"


class Prod(Base):
    NAME = "prod"

    @property
    def ALLOWED_HOSTS(self):
        return super().ALLOWED_HOSTS + ["www.example.com"]

    @staticmethod
    def COUNT():
        return 3

    LEVEL = lambda self: len(self.NAME)
