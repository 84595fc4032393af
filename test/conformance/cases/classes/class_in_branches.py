# env: {"STAGE": "production"}
import os

if os.environ.get("STAGE") == "production":

    class Parent:
        HOSTS = ["example.com"]

        def scheme(self):
            return "https"
else:

    class Parent:
        HOSTS = ["localhost"]

        def scheme(self):
            return "http"


class Config(Parent):
    NAME = "config"

    def url(self):
        return f"{super().scheme()}://{self.HOSTS[0]}"


URL = Config().url()
HOSTS = Config.HOSTS
