# env: {"DJANGO_CONFIGURATION": "Prod"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_NAME": "abc", "DJANGO_HOSTS": "A.com,B.com", "DJANGO_LEVEL": "3"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DJANGO_LEVEL": "9"}
from configurations import Configuration, values


class Upper(values.Value):
    def to_python(self, value):
        return value.upper()


class Lowered(values.ListValue):
    def to_python(self, value):
        return [item.lower() for item in super().to_python(value)]


class Level(values.IntegerValue):
    def to_python(self, value):
        level = super().to_python(value)
        if level > 5:
            raise ValueError("too high")
        return level


class Prod(Configuration):
    SECRET_KEY = "secret"
    NAME = Upper("default")
    HOSTS = Lowered(["Default.com"])
    LEVEL = Level(1)
