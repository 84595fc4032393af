# env: {"LEVEL": "info", "KIND": "2", "NAMED": "b"}
# env: {"LEVEL": "silent"}
# env: {"KIND": "3"}
from decouple import Choices, config

SECRET_KEY = "x" * 50
OPTIONS = (("a", "Letter a"), ("b", "Letter b"))
LEVEL = config("LEVEL", default="debug", cast=Choices(["debug", "info"]))
KIND = config("KIND", default="1", cast=Choices([1, 2], cast=int))
NAMED = config("NAMED", default="a", cast=Choices(choices=OPTIONS))
