# env: {"APP_TITLE": "from environment"}
import os


class FromEnvironment:
    def __init__(self, default):
        self.default = default

    def __set_name__(self, owner, name):
        self.variable = "APP_" + name.upper()

    def __get__(self, instance, owner):
        return os.environ.get(self.variable, self.default)


class Config:
    title = FromEnvironment("untitled")
    other = FromEnvironment("other")


TITLE = Config().title
ON_CLASS = Config.title
OTHER = Config().other
