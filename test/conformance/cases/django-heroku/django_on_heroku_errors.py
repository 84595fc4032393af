import django_on_heroku

BASE_DIR = "/srv/site"
SECRET_KEY = "x" * 50
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "x"}}
try:
    django_on_heroku.settings(locals(), logging=False)
except (KeyError, OSError):
    FAILED = True
STATIC_ROOT = "/elsewhere"
try:
    django_on_heroku.settings(locals(), database=False)
except TypeError:
    WRONG = "no such argument"
