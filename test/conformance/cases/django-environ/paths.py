# env: {"DATA": "data/files", "ABSOLUTE": "/var/data"}
"""environ.Path: calls, parents, joins."""
import os

import environ

ROOT_DIR = environ.Path(__file__) - 1
APPS_DIR = ROOT_DIR.path("apps")
SECRET_KEY = "x" * 50
ROOT = str(ROOT_DIR), ROOT_DIR(), ROOT_DIR.root
STATIC = str(ROOT_DIR("static")), ROOT_DIR("a", "b/../c"), str(APPS_DIR.path("templates", "x"))
UP = str(ROOT_DIR - 1), str(ROOT_DIR.path("..")), str(environ.Path(__file__, is_file=True))
SUM = str(ROOT_DIR + "media"), str(ROOT_DIR + environ.Path("/absolute"))
WITHOUT = str(environ.Path("/srv/site") - "site")
IN = APPS_DIR in ROOT_DIR, ROOT_DIR in APPS_DIR
TEXT = f"{APPS_DIR}/x", "%s" % APPS_DIR
FIRST = ROOT_DIR[0], ROOT_DIR.find("/")
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [str(APPS_DIR.path("t"))]}]
env = environ.Env()
DATA = str(env.path("ABSOLUTE", default="/srv")), env.path("MISSING", default="/srv/site")("x")
JOINED = os.path.join(ROOT_DIR, "media"), os.path.join(str(ROOT_DIR), "x")
