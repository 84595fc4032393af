# env: {"DJANGO_CONFIGURATION": "Prod"}
# env: {"DJANGO_CONFIGURATION": "Prod", "DEBUG": "yes", "EXTRA_APP": "django.contrib.sites"}
import os

from configurations import Configuration, values


class Base(Configuration):
    SECRET_KEY = "secret"
    DEBUG = values.BooleanValue(False, environ_name="DEBUG", environ_prefix=None)
    TEMPLATE_DEBUG = DEBUG
    INSTALLED_APPS = ["django.contrib.contenttypes"]
    if os.environ.get("EXTRA_APP"):
        INSTALLED_APPS.append(os.environ["EXTRA_APP"])
    LOGGING = {"version": 1, "root": {"level": "DEBUG" if DEBUG else "INFO"}}
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache" if DEBUG else "django.core.cache.backends.locmem.LocMemCache"}}


class Prod(Base):
    MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
    MIDDLEWARE += ["django.middleware.common.CommonMiddleware"]
    LOGGING = {**Base.LOGGING, "disable_existing_loggers": False}
