"""DJANGO_SETTINGS_MODULE names the module that is being loaded."""
import os

SECRET_KEY = "x" * 50
MODULE = os.environ.get("DJANGO_SETTINGS_MODULE")
IS_SET = "DJANGO_SETTINGS_MODULE" in os.environ
PRODUCTION = os.environ["DJANGO_SETTINGS_MODULE"].endswith("production")
