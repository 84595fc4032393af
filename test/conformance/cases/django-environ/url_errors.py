# env: {"EMAIL_URL": "x"}
"""Defaults that are no URLs."""
import environ

env = environ.Env()
SECRET_KEY = "x" * 50
try:
    CACHE = env.cache("MISSING", default={"BACKEND": "x"})
except AttributeError:
    CACHE = "no URL"
try:
    DB = env.db("MISSING", default={"ENGINE": "x"})
except AttributeError:
    DB = "no URL"
try:
    EMAIL = env.email(default=None)
except TypeError:
    EMAIL = "None"
except environ.ImproperlyConfigured:
    EMAIL = "no scheme"
