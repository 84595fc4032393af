# env: {"PORT": "x"}
import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
SECRET_KEY = "x" * 50
try:
    PORT = env.int("PORT")
except ImproperlyConfigured:
    PORT = "missing"
except ValueError:
    PORT = "no number"
try:
    OTHER = env("OTHER")
except environ.ImproperlyConfigured:
    OTHER = "missing"
try:
    WRONG = env.int("PORT", cast=int)
except TypeError:
    WRONG = "no such argument"
