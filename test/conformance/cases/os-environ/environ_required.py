# env: {"DJANGO_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"}
from os import environ

DEBUG = False
SECRET_KEY = environ["DJANGO_SECRET_KEY"]
ALLOWED_HOSTS = ["example.com"]
