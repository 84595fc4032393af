# unknown: HASHERS
from django.conf import global_settings
from django.conf.global_settings import CACHES

DEFAULT_CACHE = CACHES["default"]["BACKEND"]
CACHES = {**CACHES, "other": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
HSTS = global_settings.SECURE_HSTS_SECONDS
APPS = global_settings.INSTALLED_APPS + ["app"]
HASHERS = global_settings.PASSWORD_HASHERS
