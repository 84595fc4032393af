# env: {"DEBUG": "True", "HOSTS": "a.example.com, b.example.com", "PORT": "25", "SECRET_KEY": "key"}
# env: {"DEBUG": "off", "HOSTS": "", "SECRET_KEY": "key"}
from decouple import Csv, config

DEBUG = config("DEBUG", default=False, cast=bool)
ALLOWED_HOSTS = config("HOSTS", default="localhost,127.0.0.1", cast=Csv())
EMAIL_PORT = config("PORT", default=587, cast=int)
SECRET_KEY = config("SECRET_KEY")
NAME = config("NAME", default="nobody")
NONE = config("NOTHING", default=None)
