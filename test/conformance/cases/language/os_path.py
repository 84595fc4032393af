import os
from os.path import abspath, dirname, join

BASE_DIR = os.path.dirname(os.path.abspath(__file__))
PROJECT = dirname(dirname(abspath(__file__)))
STATIC_ROOT = os.path.join(BASE_DIR, "staticfiles")
STATICFILES_DIRS = (os.path.join(BASE_DIR, "static"), join(BASE_DIR, "assets", "dist"))
NORMAL = os.path.normpath(os.path.join(BASE_DIR, "..", "x"))
BASENAME = os.path.basename("/srv/site/settings.py")
ABSOLUTE_WINS = os.path.join(BASE_DIR, "/var/media")
