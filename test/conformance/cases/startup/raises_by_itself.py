# env: {"DJANGO_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"}
import os

from django.core.exceptions import ImproperlyConfigured

SECRET_KEY = os.environ.get("DJANGO_SECRET_KEY")
if not SECRET_KEY:
    raise ImproperlyConfigured("DJANGO_SECRET_KEY is missing")
