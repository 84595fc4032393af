# env: {"DEBUG": "1"}
from . import values
from .values import settings

DEBUG = settings.debug
ALLOWED_HOSTS = settings.hosts
settings.hosts.append("www.example.com")
SITE_NAME = values.settings.name
SAME = values.settings is settings
