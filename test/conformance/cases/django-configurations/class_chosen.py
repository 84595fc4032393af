# env: {"DJANGO_CONFIGURATION": "Prod"}
# env: {"DJANGO_CONFIGURATION": "Dev"}
# env: {"DJANGO_CONFIGURATION": "Nowhere"}
from pathlib import Path

from configurations import Configuration

BASE_DIR = Path(__file__).resolve().parent


class Base(Configuration):
    DEBUG = False
    ALLOWED_HOSTS = []
    SECRET_KEY = "base"
    INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth"]
    STATIC_ROOT = BASE_DIR / "static"
    lower = "not a setting"


class Dev(Base):
    DEBUG = True
    INSTALLED_APPS = Base.INSTALLED_APPS + ["django.contrib.messages"]


class Prod(Base):
    ALLOWED_HOSTS = ["example.com"]
    SECURE_SSL_REDIRECT = True
    SECRET_KEY = "x" * 60
