# unknown: WITH_SUFFIX
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
HERE = Path(__file__).resolve().parent
STATIC_ROOT = HERE / "staticfiles"
TEMPLATE_DIR = HERE / "site" / "templates"
JOINED = HERE.joinpath("media", "uploads")
AS_STRING = str(HERE / "db.sqlite3")
NAME = HERE.joinpath("archive.tar.gz").name
STEM = HERE.joinpath("site.py").stem
PARENT = (HERE / "a" / "b").parent
PARENTS = (HERE / "a" / "b").parents[1]
WITH_SUFFIX = (HERE / "site.py").with_suffix(".txt")
POSIX = (HERE / "x").as_posix()
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": HERE / "db.sqlite3"}}
